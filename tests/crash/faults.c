/* Preloaded: counts the calls by which files below a folder change, and makes the n-th fail or the last of its process.
 *
 * FAULTS_BELOW  the folder; without it nothing happens
 * FAULTS_KINDS  which calls count: w(rite) f(sync) r(ename) u(nlink) t(runcate) o(pen), and s(end) on any socket
 * FAULTS_AT     the number of the call, from 1; 0 counts alone
 * FAULTS_FOR    how many calls from there on fail
 * FAULTS_ERRNO  what they fail with; 0 is SIGKILL before the call
 * FAULTS_TORN   a call that dies writes the first half of its bytes before
 * FAULTS_TRACE  a file that gets a line for each call counted: its kind, its thread, its file
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char below[4096], kinds[32];
static long at, times, number_of_error, torn;
static int trace = -1;
static atomic_long calls;

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

static long number(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(write);
    return real(fd, data, size);
}

__attribute__((constructor)) void faults_arm(void) {
    const char *folder = getenv("FAULTS_BELOW"), *file = getenv("FAULTS_TRACE"), *counted = getenv("FAULTS_KINDS");
    below[0] = 0;
    if (!folder) return;
    snprintf(kinds, sizeof kinds, "%s", counted ? counted : "wfrut");
    at = number("FAULTS_AT", 0);
    times = number("FAULTS_FOR", 1);
    number_of_error = number("FAULTS_ERRNO", 0);
    torn = number("FAULTS_TORN", 0);
    atomic_store(&calls, 0);
    if (file && trace < 0) {
        static int (*real)(const char *, int, ...);
        real = dlsym(RTLD_NEXT, "open");
        trace = real(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    snprintf(below, sizeof below, "%s", folder);
}

static void note(char kind, const char *path) {
    char line[4200];
    int size = snprintf(line, sizeof line, "%c %ld %s\n", kind, (long)syscall(SYS_gettid), path);
    if (trace >= 0) plain_write(trace, line, (size_t)size);
}

/* 0: go on. Otherwise the call fails with errno set, or, with `half`, is to be done by half and then to die(). */
static int due(char kind, const char *path, int half) {
    if (!below[0] || !strchr(kinds, kind)) return 0;
    if (kind != 's' && strncmp(path, below, strlen(below))) return 0;
    long call = atomic_fetch_add(&calls, 1) + 1;
    note(kind, path);
    if (!at || call < at || call >= at + times) return 0;
    if (number_of_error) {
        errno = (int)number_of_error;
        return 1;
    }
    if (half && torn) return 2;
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int due_fd(char kind, int fd, int half) {
    char link[64], path[4096];
    int kept = errno;
    if (!below[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (size < 0) return 0;
    path[size] = 0;
    return due(kind, path, half);
}

ssize_t write(int fd, const void *data, size_t size) {
    int fate = due_fd('w', fd, 1);
    if (fate == 1) return -1;
    if (fate == 2) { plain_write(fd, data, size / 2); die(); }
    return plain_write(fd, data, size);
}

#define PWRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t size, offset_type offset) { \
        REAL(name); \
        int fate = due_fd('w', fd, 1); \
        if (fate == 1) return -1; \
        if (fate == 2) { real(fd, data, size / 2, offset); die(); } \
        return real(fd, data, size, offset); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    return due_fd('w', fd, 0) ? -1 : real(fd, parts, count);
}

#define ON_FD(kind, name, arguments, ...) \
    int name arguments { REAL(name); return due_fd(kind, fd, 0) ? -1 : real(__VA_ARGS__); }
ON_FD('f', fsync, (int fd), fd)
ON_FD('f', fdatasync, (int fd), fd)
ON_FD('t', ftruncate, (int fd, off_t size), fd, size)
ON_FD('t', ftruncate64, (int fd, off64_t size), fd, size)

#define ON_PATH(kind, name, arguments, path, ...) \
    int name arguments { REAL(name); return due(kind, path, 0) ? -1 : real(__VA_ARGS__); }
ON_PATH('r', rename, (const char *old, const char *new), new, old, new)
ON_PATH('r', renameat, (int from, const char *old, int to, const char *new), new, from, old, to, new)
ON_PATH('u', unlink, (const char *path), path, path)
ON_PATH('u', unlinkat, (int folder, const char *path, int flags), path, folder, path, flags)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return due('o', path, 0) ? -1 : real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

ssize_t send(int fd, const void *data, size_t size, int flags) {
    REAL(send);
    return due('s', "socket", 0) ? -1 : real(fd, data, size, flags);
}
