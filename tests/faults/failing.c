/* Lets one call of the system's fail: loaded before all else (LD_PRELOAD), armed by inject.py. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#undef stat
static char armed[16], folders[2][512];
static long fails_at, stays;
static int with;
static atomic_long count, fired, all[16];
static const char *const kinds[16] = {"open", "create", "read", "write", "truncate", "sync", "rename", "unlink", "mkdir",
    "stat", "scan", "map", "chmod"};

void arm(const char *kind, long k, int error, int for_good, const char *folder, const char *other)
{
    snprintf(folders[0], sizeof folders[0], "%s", folder);
    snprintf(folders[1], sizeof folders[1], "%s", other);
    fails_at = k, with = error, stays = for_good;
    count = 0, fired = 0;
    for (int i = 0; i < 16; i++)
        all[i] = 0;
    snprintf(armed, sizeof armed, "%s", kind);
}
long calls(const char *kind)
{
    for (int i = 0; i < 16 && kinds[i]; i++)
        if (!strcmp(kinds[i], kind))
            return all[i];
    return -1;
}
long failures(void) { return fired; }

/* Whether this call is to fail. A path that does not begin with / lies in the working folder, which is one of them. */
static int fails(const char *kind, int descriptor, const char *path)
{
    char named[600] = "", link[64];
    if (!*armed || (strcmp(kind, armed) && *armed != '*'))
        return 0;
    if (!path) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        ssize_t length = readlink(link, named, sizeof named - 1);
        path = length > 0 ? named : "/none";
    }
    if (*path != '/' && descriptor >= 0)
        return 0;  /* a pipe */
    if (*path == '/' && strncmp(path, folders[0], strlen(folders[0])) && strncmp(path, folders[1], strlen(folders[1])))
        return 0;
    if (!strncmp(path, "anon_", 5) || strstr(path, ".pyc") || strstr(path, "/said"))
        return 0;
    if (*armed == '*') {
        for (int i = 0; i < 16 && kinds[i]; i++)
            all[i] += !strcmp(kinds[i], kind);
        return 0;
    }
    long number = ++count;
    if (!fails_at || number < fails_at || (number > fails_at && !stays))
        return 0;
    if (fired++ < 3)
        raise(SIGUSR1);  /* Python writes where it is */
    errno = with;
    return 1;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define OPENS(flags) ((flags) & (O_WRONLY | O_RDWR) ? "create" : "open")
#define WRAP(kind, type, bad, name, declared, given, fd, path) \
    type name declared { REAL(name); return fails(kind, fd, path) ? bad : real given; }
#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        return fails(OPENS(flags), -1, path) ? -1 : real(path, flags, mode); }
#define OPENING_AT(name) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(name); va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        return fails(OPENS(flags), -1, path) ? -1 : real(at, path, flags, mode); }

OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)
WRAP("read", ssize_t, -1, read, (int fd, void *to, size_t n), (fd, to, n), fd, NULL)
WRAP("read", ssize_t, -1, pread64, (int fd, void *to, size_t n, off_t at), (fd, to, n, at), fd, NULL)
WRAP("write", ssize_t, -1, write, (int fd, const void *from, size_t n), (fd, from, n), fd, NULL)
WRAP("write", ssize_t, -1, pwrite64, (int fd, const void *from, size_t n, off_t at), (fd, from, n, at), fd, NULL)
WRAP("write", ssize_t, -1, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd, NULL)
WRAP("truncate", int, -1, ftruncate64, (int fd, off_t n), (fd, n), fd, NULL)
WRAP("sync", int, -1, fsync, (int fd), (fd), fd, NULL)
WRAP("sync", int, -1, fdatasync, (int fd), (fd), fd, NULL)
WRAP("rename", int, -1, rename, (const char *a, const char *b), (a, b), -1, a)
WRAP("rename", int, -1, renameat2, (int d, const char *a, int e, const char *b, unsigned f), (d, a, e, b, f), -1, a)
WRAP("rename", int, -1, link, (const char *a, const char *b), (a, b), -1, a)
WRAP("rename", int, -1, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f), -1, b)
WRAP("unlink", int, -1, unlink, (const char *a), (a), -1, a)
WRAP("mkdir", int, -1, mkdir, (const char *a, mode_t m), (a, m), -1, a)
WRAP("stat", int, -1, stat64, (const char *a, struct stat64 *s), (a, s), -1, a)
WRAP("stat", int, -1, stat, (const char *a, struct stat *s), (a, s), -1, a)
WRAP("stat", int, -1, lstat64, (const char *a, struct stat64 *s), (a, s), -1, a)
WRAP("stat", int, -1, access, (const char *a, int m), (a, m), -1, a)
WRAP("stat", int, -1, fstat64, (int fd, struct stat64 *s), (fd, s), fd, NULL)
WRAP("stat", int, -1, statx, (int d, const char *restrict a, int f, unsigned m, struct statx *restrict s),
     (d, a, f, m, s), d, *a ? a : NULL)
WRAP("scan", DIR *, NULL, opendir, (const char *a), (a), -1, a)
WRAP("map", void *, MAP_FAILED, mmap64, (void *a, size_t n, int p, int f, int fd, off_t o), (a, n, p, f, fd, o), fd, fd < 0 ? "/none" : NULL)
WRAP("chmod", int, -1, chmod, (const char *a, mode_t m), (a, m), -1, a)
WRAP("chmod", int, -1, fchmod, (int fd, mode_t m), (fd, m), fd, NULL)
