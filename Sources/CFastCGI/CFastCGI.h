#ifndef REPRISE_CFASTCGI_H
#define REPRISE_CFASTCGI_H

// fcgi_stdio.h is left out on purpose: it redefines the C library's own streams.
#include <fastcgi.h>
#include <fcgiapp.h>

#endif
