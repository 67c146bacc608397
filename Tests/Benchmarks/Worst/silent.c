/* Preloaded into `reprise serve`: the name servers of every host in the domain silent.example are
   silent, as those of anybody's domain can be. Each look-up ends as the C library's would. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
  static const char domain[] = ".silent.example";
  size_t length = host ? strlen(host) : 0, end = sizeof domain - 1;
  if (length > end && strcmp(host + length - end, domain) == 0) {
    /* Two attempts of five seconds at each of two name servers: resolv.conf(5). */
    sleep(20);
    return EAI_AGAIN;
  }
  __typeof__(&getaddrinfo) original = (__typeof__(&getaddrinfo))dlsym(RTLD_NEXT, "getaddrinfo");
  return original(host, service, hints, found);
}
