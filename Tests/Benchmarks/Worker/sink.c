/* An HTTP server on loopback that takes whatever is sent to it and answers 200, as cheaply as it
   can. It prints its port. GET /report answers with "milliseconds since 1970, Idempotency-Key" of
   each request that came since the last report, a line each. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 4096, ROOM = 8192, KEY = 72 };

struct connection { size_t count; char bytes[ROOM + 1]; };
struct arrival { long long time; char key[KEY]; };

static struct connection *connections[CONNECTIONS];
static struct arrival *arrivals;
static size_t arrived, capacity;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* The value of a header field behind the request line, up to the end of its line. */
static const char *field(const char *head, const char *name, size_t *length) {
  size_t size = strlen(name);
  for (const char *line = strstr(head, "\r\n"); line && line[2] != '\r'; line = strstr(line + 2, "\r\n")) {
    if (strncasecmp(line + 2, name, size) != 0 || line[2 + size] != ':') continue;
    const char *value = line + 3 + size;
    value += strspn(value, " ");
    *length = strcspn(value, "\r");
    return value;
  }
  return NULL;
}

static void note(const char *head) {
  if (arrived == capacity) {
    capacity = capacity ? capacity * 2 : 1024;
    arrivals = realloc(arrivals, capacity * sizeof *arrivals);
    if (!arrivals) fail("realloc");
  }
  size_t length = 0;
  const char *key = field(head, "idempotency-key", &length);
  struct arrival *arrival = &arrivals[arrived++];
  arrival->time = now();
  if (!key || length >= KEY) length = 0;
  memcpy(arrival->key, key ? key : "", length);
  arrival->key[length] = 0;
}

static void send_all(int socket, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) return;
    if (sent > 0) bytes += sent, count -= (size_t)sent;
  }
}

static void report(int socket) {
  char *text = malloc(arrived * (KEY + 24) + 256);
  if (!text) fail("malloc");
  size_t length = 0;
  for (size_t i = 0; i < arrived; i++)
    length += (size_t)sprintf(text + length, "%lld %s\n", arrivals[i].time, arrivals[i].key);
  char head[128];
  int size = snprintf(head, sizeof head,
                      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n",
                      length);
  send_all(socket, head, (size_t)size);
  send_all(socket, text, length);
  free(text);
  arrived = 0;
}

/* Answers every whole request that has come. */
static void answer(int socket, struct connection *connection) {
  static const char reply[] =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
  for (;;) {
    connection->bytes[connection->count] = 0;
    char *end = strstr(connection->bytes, "\r\n\r\n");
    if (!end) return;
    size_t length = 0;
    const char *digits = field(connection->bytes, "content-length", &length);
    size_t whole = (size_t)(end + 4 - connection->bytes) + (digits ? strtoul(digits, NULL, 10) : 0);
    if (connection->count < whole) return;
    if (strncmp(connection->bytes, "GET /report ", 12) == 0) {
      report(socket);
    } else {
      note(connection->bytes);
      send_all(socket, reply, sizeof reply - 1);
    }
    memmove(connection->bytes, connection->bytes + whole, connection->count - whole);
    connection->count -= whole;
  }
}

static void serve(int socket) {
  struct connection *connection = connections[socket];
  ssize_t count = recv(socket, connection->bytes + connection->count, ROOM - connection->count, 0);
  if (count > 0) {
    connection->count += (size_t)count;
    answer(socket, connection);
    if (connection->count < ROOM) return;
  } else if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
    return;
  }
  close(socket);
}

static void take(int poll, int listener) {
  int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (socket < 0) return;
  if (socket >= CONNECTIONS) {
    close(socket);
    return;
  }
  int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (!connections[socket]) connections[socket] = malloc(sizeof **connections);
  if (!connections[socket]) fail("malloc");
  connections[socket]->count = 0;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
  epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) != 0 ||
      listen(listener, 4096) != 0 || getsockname(listener, (struct sockaddr *)&address, &size) != 0)
    fail("no socket");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  int poll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(poll, events, 256, -1);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd == listener) take(poll, listener);
      else serve(events[i].data.fd);
    }
  }
}
