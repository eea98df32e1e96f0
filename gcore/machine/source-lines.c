/* SPDX-License-Identifier: MIT */
#include "gcore/machine/source-lines.h"

#include "gcore/machine/machine.h"
#include "gcore/machine/module-table.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* The LINEth line of TEXT, *LENGTH bytes without the newline; NULL if there are not so many. */
static const char *
find_line (const char *text, size_t size, int line, size_t *length)
{
  const char *end = text + size;
  for (int i = 1; i < line; i++)
    {
      text = memchr (text, '\n', (size_t) (end - text));
      if (text == NULL || ++text == end)
        return NULL;
    }
  const char *newline = memchr (text, '\n', (size_t) (end - text));
  *length = (size_t) ((newline != NULL ? newline : end) - text);
  if (*length > 0 && text[*length - 1] == '\r')
    --*length;
  return text;
}

/* The text of a module carried in the program, whose file name is "<frozen name>". */
static const GcorePythonModule *
find_frozen (const char *filename)
{
  static const char prefix[] = "<frozen ";
  size_t n = strlen (filename), skip = sizeof prefix - 1;
  char name[64];
  if (strncmp (filename, prefix, skip) != 0 || n < skip + 2 || n - skip - 1 >= sizeof name)
    return NULL;
  memcpy (name, filename + skip, n - skip - 1);
  name[n - skip - 1] = 0;
  return gcore_find_python_module (name);
}

GcoreObject *
gcore_source_line (GcoreObject *filename, int line)
{
  const char *found = NULL, *name = gcore_str_as_utf8 (filename);
  size_t length = 0;
  GcoreObject *known = GCORE_MACHINE->sources != NULL ? gcore_dict_get_item (GCORE_MACHINE->sources, filename) : NULL;
  if (name == NULL || line <= 0)
    {
      gcore_err_clear ();
      return NULL;
    }
  const GcorePythonModule *frozen = find_frozen (name);
  if (known != NULL)
    found = find_line (gcore_bytes_as_string (known), (size_t) GCORE_SIZE_OF (known), line, &length);
  else if (frozen != NULL)
    found = find_line (frozen->source, frozen->length, line, &length);
  else
    found = gcore_host_source_line (name, line, &length);
  if (found == NULL)
    return NULL;
  GcoreObject *text = gcore_str_decode_utf8 (found, (intptr_t) length, "replace");
  if (text == NULL)
    gcore_err_clear ();
  return text;
}
