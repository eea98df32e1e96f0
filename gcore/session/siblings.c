/* SPDX-License-Identifier: MIT */
#include "gcore/session/session-private.h"

#include <sys/stat.h>

#define MAX_MODULE_BYTES (16 << 20)

static bool
is_dotted_name (const char *name)
{
  bool start = true;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '.' && !start)
        start = true;
      else if (g_ascii_isalpha (*p) || *p == '_' || (*p & 0x80) || (!start && g_ascii_isdigit (*p)))
        start = false;
      else
        return false;
    }
  return !start;
}

static char *
read_file (const char *path, gsize *length)
{
  struct stat status;
  char *text = NULL;

  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_MODULE_BYTES)
    return NULL;
  g_file_get_contents (path, &text, length, NULL);
  return text;
}

char *
gcore_siblings_read (const char *directory, const char *name, char **filename, gsize *length, bool *is_package)
{
  if (directory == NULL || !is_dotted_name (name))
    return NULL;
  g_autofree char *relative = g_strdelimit (g_strdup (name), ".", G_DIR_SEPARATOR);
  g_autofree char *module = g_strconcat (directory, G_DIR_SEPARATOR_S, relative, ".py", NULL);
  g_autofree char *package = g_build_filename (directory, relative, "__init__.py", NULL);
  char *text = read_file (package, length);

  *is_package = text != NULL;
  if (text == NULL)
    text = read_file (module, length);
  if (text != NULL)
    *filename = *is_package ? g_steal_pointer (&package) : g_steal_pointer (&module);
  else
    {
      g_autofree char *folder = g_build_filename (directory, relative, NULL);
      if (g_file_test (folder, G_FILE_TEST_IS_DIR))
        *filename = g_steal_pointer (&folder);
    }
  return text;
}
