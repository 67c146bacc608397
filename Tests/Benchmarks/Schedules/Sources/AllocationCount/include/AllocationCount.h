#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/// How many blocks of memory this process has asked for since it began.
long allocation_count(void);

#endif
