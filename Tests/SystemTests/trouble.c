/* Preloaded into `reprise serve` by the trials: moves its clock and fails its disk, as the file that
   REPRISE_TROUBLE names says. That file is a `struct trouble`, mapped by the trial too. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

struct trouble {
  _Atomic int64_t seconds;     /* that the wall clock is ahead */
  _Atomic int64_t writes;      /* to the files that may fail, until now */
  _Atomic int64_t first, last; /* of the writes that fail; both counted from 1 */
  _Atomic int64_t error;       /* the errno that they fail with */
  _Atomic int64_t everything;  /* 0: only the database fails; 1: all of the data folder */
};

static struct trouble *trouble;
static char folder[4096];

#define ORIGINAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("REPRISE_TROUBLE"), *data = getenv("REPRISE_DATA");
  char command[4096] = {0};
  int descriptor = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t length = descriptor < 0 ? 0 : read(descriptor, command, sizeof command - 1);
  if (descriptor >= 0) close(descriptor);
  /* Nginx and the supervisor inherit the variables and are left alone. */
  if (!file || !data || length <= 0 || strcmp(command + strlen(command) + 1, "serve")) return;
  descriptor = open(file, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  void *map = mmap(NULL, sizeof *trouble, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (map == MAP_FAILED || !realpath(data, folder)) return;
  trouble = map;
}

static int64_t ahead(void) { return trouble ? atomic_load(&trouble->seconds) : 0; }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = ORIGINAL(clock_gettime)(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += ahead();
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = ORIGINAL(gettimeofday)(now, zone);
  if (result == 0) now->tv_sec += ahead();
  return result;
}

time_t time(time_t *now) {
  time_t result = ORIGINAL(time)(NULL) + ahead();
  if (now) *now = result;
  return result;
}

/* Whether a write to this file fails now. */
static int fails(int descriptor) {
  if (!trouble) return 0;
  char link[64], path[4096];
  int digits = 0, number = descriptor;
  char name[16];
  do name[digits++] = '0' + number % 10; while (number /= 10);
  strcpy(link, "/proc/self/fd/");
  for (size_t place = strlen(link); digits; link[place] = 0) link[place++] = name[--digits];
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  size_t depth = strlen(folder);
  if (strncmp(path, folder, depth) || path[depth] != '/') return 0;
  if (!atomic_load(&trouble->everything) && strncmp(path + depth, "/reprise.db", 11)) return 0;
  int64_t count = atomic_fetch_add(&trouble->writes, 1) + 1;
  if (count < atomic_load(&trouble->first) || count > atomic_load(&trouble->last)) return 0;
  errno = (int)atomic_load(&trouble->error);
  return 1;
}

#define FAILING(type, name, parameters, arguments)           \
  type name parameters {                                     \
    return fails(descriptor) ? -1 : ORIGINAL(name) arguments; \
  }

FAILING(ssize_t, write, (int descriptor, const void *bytes, size_t count),
        (descriptor, bytes, count))
FAILING(ssize_t, pwrite, (int descriptor, const void *bytes, size_t count, off_t place),
        (descriptor, bytes, count, place))
FAILING(ssize_t, pwrite64, (int descriptor, const void *bytes, size_t count, off64_t place),
        (descriptor, bytes, count, place))
FAILING(int, ftruncate, (int descriptor, off_t length), (descriptor, length))
FAILING(int, ftruncate64, (int descriptor, off64_t length), (descriptor, length))
FAILING(int, fsync, (int descriptor), (descriptor))
FAILING(int, fdatasync, (int descriptor), (descriptor))
