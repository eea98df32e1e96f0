/* SPDX-License-Identifier: MIT */
#include "app/helper.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef HS_LIBEXECDIR
#define HS_LIBEXECDIR "/usr/local/libexec"
#endif

int
hs_helper_become (const char *helper, char **argv)
{
  char path[4096];
  ssize_t n = readlink ("/proc/self/exe", path, sizeof path - 1);
  char *slash = n > 0 ? memrchr (path, '/', (size_t) n) : NULL;

  if (slash != NULL && (size_t) (slash + 1 - path) + strlen (helper) < sizeof path)
    {
      strcpy (slash + 1, helper);
      execv (path, argv);
    }
  snprintf (path, sizeof path, "%s/%s", HS_LIBEXECDIR, helper);
  execv (path, argv);
  fprintf (stderr, "heapscope: can't start %s: %s\n", helper, strerror (errno));
  return 1;
}

static char *
read_all (int fd, size_t *length)
{
  size_t room = 1 << 16;
  char *text = malloc (room);

  *length = 0;
  while (text != NULL)
    {
      ssize_t n = read (fd, text + *length, room - *length - 1);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      *length += (size_t) n;
      if (room - *length > 1)
        continue;
      char *more = realloc (text, room *= 2);
      if (more == NULL)
        free (text);
      text = more;
    }
  if (text != NULL)
    text[*length] = '\0';
  return text;
}

char *
hs_helper_read (const char *helper, char **argv, size_t *length)
{
  int ends[2], status = 0;

  if (pipe (ends) != 0)
    {
      perror ("heapscope");
      return NULL;
    }
  pid_t child = fork ();
  if (child == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      close (ends[1]);
      _exit (hs_helper_become (helper, argv));
    }
  close (ends[1]);
  char *text = child > 0 ? read_all (ends[0], length) : NULL;
  close (ends[0]);
  if (child < 0)
    perror ("heapscope");
  else
    while (waitpid (child, &status, 0) < 0 && errno == EINTR)
      continue;
  if (child < 0 || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    {
      free (text);
      return NULL;
    }
  return text;
}
