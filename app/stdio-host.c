/* SPDX-License-Identifier: MIT */
#include "app/stdio-host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/source-file.h"

/* --- output ------------------------------------------------------------------------------------------------------- */

/* Errors are passed over: there is nobody left to tell. */
static void
write_all (int fd, const char *bytes, size_t n)
{
  while (n > 0)
    {
      ssize_t written = write (fd, bytes, n);
      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      bytes += written;
      n -= (size_t) written;
    }
}

static void
flush_output (HsStdioHost *self)
{
  write_all (STDOUT_FILENO, self->output, self->n_output);
  self->n_output = 0;
}

static void
host_flush (void *data, GcoreStream stream)
{
  if (stream == GCORE_STREAM_STDOUT)
    flush_output ((HsStdioHost *) data);
}

static void
host_write (void *data, GcoreStream stream, const char *bytes, size_t n)
{
  HsStdioHost *self = (HsStdioHost *) data;
  if (stream == GCORE_STREAM_STDERR)
    {
      write_all (STDERR_FILENO, bytes, n);
      return;
    }
  if (n > sizeof self->output - self->n_output)
    flush_output (self);
  if (n > sizeof self->output)
    write_all (STDOUT_FILENO, bytes, n);
  else if (n > 0)
    {
      memcpy (self->output + self->n_output, bytes, n);
      self->n_output += n;
      if (self->line_buffered && memchr (bytes, '\n', n) != NULL)
        flush_output (self);
    }
}

/* --- input -------------------------------------------------------------------------------------------------------- */

/* How many bytes came: 0 at the end of input, -1 if a signal came first. */
static ssize_t
fill_input (HsStdioHost *self)
{
  flush_output (self);
  ssize_t n = read (STDIN_FILENO, self->input, sizeof self->input);
  if (n < 0)
    n = errno == EINTR ? -1 : 0;
  self->input_start = 0;
  self->input_end = n > 0 ? (size_t) n : 0;
  return n;
}

static intptr_t
host_read_line (void *data, char *buffer, size_t size)
{
  HsStdioHost *self = (HsStdioHost *) data;
  size_t n = 0;
  while (n < size)
    {
      if (self->input_start == self->input_end)
        {
          ssize_t filled = fill_input (self);
          if (filled < 0 && n == 0)
            return -1;
          if (filled <= 0)
            break;
        }
      char c = buffer[n++] = self->input[self->input_start++];
      if (c == '\n')
        break;
    }
  return (intptr_t) n;
}

/* --- source files ------------------------------------------------------------------------------------------------- */

static bool
is_folder (const char *path)
{
  struct stat info;
  return stat (path, &info) == 0 && S_ISDIR (info.st_mode);
}

/* Tries the program's folder and NAME (its dots as slashes) and ENDING; remembers the file if it is there. With no ENDING a
 * folder is looked for. */
static bool
try_module (HsStdioHost *self, const char *name, const char *ending)
{
  size_t size = strlen (self->folder) + strlen (name) + strlen (ending) + 1, length;
  char *path = malloc (size), *text = NULL;
  if (path == NULL)
    return false;
  snprintf (path, size, "%s%s%s", self->folder, name, ending);
  for (char *c = path + strlen (self->folder); c < path + size - 1 - strlen (ending); c++)
    if (*c == '.')
      *c = '/';
  if (*ending != '\0')
    text = hs_read_file (path, &length);
  if (text == NULL && (*ending != '\0' || !is_folder (path)))
    {
      free (path);
      return false;
    }
  free (self->module_text);
  free (self->module_path);
  self->module_text = text;
  self->module_path = path;
  return true;
}

/* What stands for NAME in a folder that is itself the package NAME begins with: "a.b" is "b" in a folder .../a/. NULL: it
 * is not. The machine asks for such names only if it knows the package from elsewhere. */
static const char *
name_in_own_package (const HsStdioHost *self, const char *name)
{
  size_t end = strlen (self->folder), first = strcspn (name, ".");
  bool fits = name[first] == '.' && end > first + 1 && strncmp (self->folder + end - 1 - first, name, first) == 0
              && self->folder[end - 2 - first] == '/';
  return fits ? name + first + 1 : NULL;
}

static bool
host_find_source (void *data, const char *name, GcoreHostSource *source)
{
  HsStdioHost *self = (HsStdioHost *) data;
  const char *own = name_in_own_package (self, name);
  bool is_package = try_module (self, name, "/__init__.py") || (own != NULL && try_module (self, own, "/__init__.py"));
  if (!is_package && !try_module (self, name, ".py") && !(own != NULL && try_module (self, own, ".py"))
      && !try_module (self, name, ""))
    return false;
  size_t length = self->module_text != NULL ? strlen (self->module_text) : 0;
  *source = (GcoreHostSource){ self->module_text, length, self->module_path, is_package };
  return true;
}

/* Makes the file at PATH the one whose lines are handed out. */
static bool
load_lines (HsStdioHost *self, const char *path)
{
  if (self->file_path != NULL && strcmp (self->file_path, path) == 0)
    return self->file_text != NULL;
  free (self->file_text);
  free (self->file_path);
  self->file_text = hs_read_file (path, &self->file_length);
  self->file_path = strdup (path);
  return self->file_text != NULL && self->file_path != NULL;
}

static const char *
host_source_line (void *data, const char *path, int line, size_t *length)
{
  HsStdioHost *self = (HsStdioHost *) data;
  if (path[0] == '<' || path[0] == '-' || line < 1 || !load_lines (self, path))
    return NULL;
  const char *text = self->file_text, *end = text + self->file_length;
  while (--line > 0)
    {
      const char *newline = memchr (text, '\n', (size_t) (end - text));
      if (newline == NULL)
        return NULL;
      text = newline + 1;
    }
  if (text == end)
    return NULL;
  const char *newline = memchr (text, '\n', (size_t) (end - text));
  *length = (size_t) ((newline != NULL ? newline : end) - text);
  return text;
}

/* --- clocks and chance -------------------------------------------------------------------------------------------- */

static int64_t
host_clock (void *data GCORE_UNUSED, GcoreClock clock)
{
  static const clockid_t ids[] = { [GCORE_CLOCK_REAL] = CLOCK_REALTIME, [GCORE_CLOCK_MONOTONIC] = CLOCK_MONOTONIC,
                                   [GCORE_CLOCK_PROCESS] = CLOCK_PROCESS_CPUTIME_ID };
  struct timespec now = { 0, 0 };
  clock_gettime (ids[clock], &now);
  return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
host_random (void *data GCORE_UNUSED, void *bytes, size_t n)
{
  char *next = bytes;
  while (n > 0)
    {
      ssize_t got = getrandom (next, n, 0);
      if (got < 0 && errno != EINTR)
        return;
      if (got > 0)
        {
          next += got;
          n -= (size_t) got;
        }
    }
}

static int64_t
host_sleep (void *data, int64_t nanoseconds)
{
  struct timespec time = { nanoseconds / 1000000000, nanoseconds % 1000000000 }, left = { 0, 0 };
  flush_output ((HsStdioHost *) data);
  if (nanoseconds > 0)
    nanosleep (&time, &left);
  return (int64_t) left.tv_sec * 1000000000 + left.tv_nsec;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

void
hs_stdio_host_init (HsStdioHost *self, const char *folder)
{
  memset (self, 0, offsetof (HsStdioHost, output));
  self->host = (GcoreHost){ .data = self,
                            .write = host_write,
                            .flush = host_flush,
                            .read_line = host_read_line,
                            .find_source = host_find_source,
                            .source_line = host_source_line,
                            .clock = host_clock,
                            .random = host_random,
                            .sleep = host_sleep };
  self->folder = folder;
  self->line_buffered = isatty (STDOUT_FILENO) != 0;
  self->n_output = 0;
  self->input_start = self->input_end = 0;
  self->module_text = self->module_path = self->file_text = self->file_path = NULL;
}

void
hs_stdio_host_finish (HsStdioHost *self)
{
  flush_output (self);
  free (self->module_text);
  free (self->module_path);
  free (self->file_text);
  free (self->file_path);
}
