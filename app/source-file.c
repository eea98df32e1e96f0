/* SPDX-License-Identifier: MIT */
#include "app/source-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_SIZE (64 * 1024)

/* Reads FD to its end. */
static char *
read_all (int fd, size_t *length)
{
  size_t size = FIRST_SIZE, used = 0;
  char *text = malloc (size);
  while (text != NULL)
    {
      ssize_t n = read (fd, text + used, size - used - 1);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          free (text);
          return NULL;
        }
      if (n == 0)
        {
          text[used] = '\0';
          *length = used;
          return text;
        }
      used += (size_t) n;
      if (size - used > 1)
        continue;
      char *larger = realloc (text, size *= 2);
      if (larger == NULL)
        free (text);
      text = larger;
    }
  return NULL;
}

char *
hs_read_file (const char *path, size_t *length)
{
  if (strcmp (path, "-") == 0)
    return read_all (STDIN_FILENO, length);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return NULL;
  char *text = read_all (fd, length);
  int saved = errno;
  close (fd);
  errno = saved;
  return text;
}
