/* SPDX-License-Identifier: MIT */
/* The four normal forms: characters are taken apart, marks put in order, and for the composed forms put together again. */
#include "gcore/modules/unicodedata.h"

#include <unictype.h>
#include <uninorm.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

typedef struct
{
  uint32_t *chars; /* owned block */
  intptr_t n, size;
} Text;

static bool
append (Text *text, uint32_t c)
{
  if (text->n == text->size)
    {
      intptr_t size = text->size * 2 + 32;
      uint32_t *chars = gcore_mem_realloc (text->chars, (size_t) size * sizeof *chars);
      if (chars == NULL)
        {
          gcore_err_no_memory ();
          return false;
        }
      text->chars = chars;
      text->size = size;
    }
  text->chars[text->n++] = c;
  return true;
}

/* Appends C taken apart as far as it goes. */
static bool
append_parts (Text *text, uint32_t c, bool compatible)
{
  uint32_t waiting[2 * UC_DECOMPOSITION_MAX_LENGTH] = { c }; /* the next one last */
  int n = 1;
  while (n > 0)
    {
      ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
      int tag, n_parts = uc_decomposition (waiting[--n], &tag, parts);
      if (n_parts <= 0 || (tag != UC_DECOMP_CANONICAL && !compatible))
        {
          if (!append (text, waiting[n]))
            return false;
          continue;
        }
      while (n_parts > 0)
        waiting[n++] = parts[--n_parts];
    }
  return true;
}

/* Marks that follow each other, in the order of their classes. */
static void
sort_marks (Text *text)
{
  for (intptr_t i = 1; i < text->n; i++)
    {
      uint32_t c = text->chars[i];
      int class = uc_combining_class (c);
      intptr_t to = i;
      for (; class != 0 && to > 0 && uc_combining_class (text->chars[to - 1]) > class; to--)
        text->chars[to] = text->chars[to - 1];
      text->chars[to] = c;
    }
}

/* Joins each mark to the letter before it, where there is a character for both and no mark of its class or a higher one
 * stands between. */
static void
compose (Text *text)
{
  intptr_t starter = -1, to = 0;
  int last_class = 0; /* of the mark kept last behind the letter */
  for (intptr_t i = 0; i < text->n; i++)
    {
      uint32_t c = text->chars[i];
      int class = uc_combining_class (c);
      bool blocked = starter < 0 || (to - 1 > starter && last_class >= class);
      ucs4_t whole = blocked ? 0 : uc_composition (text->chars[starter], c);
      if (whole != 0)
        {
          text->chars[starter] = whole;
          continue;
        }
      if (class == 0)
        starter = to;
      last_class = class;
      text->chars[to++] = c;
    }
  text->n = to;
}

GcoreObject *
gcore_str_normalize (GcoreObject *str, bool compatible, bool composed)
{
  if (GCORE_STR_IS_ASCII (str))
    return gcore_newref (str);
  Text text = { .chars = NULL };
  bool ok = true;
  intptr_t n = GCORE_STR_LENGTH (str);
  for (intptr_t i = 0; ok && i < n; i++)
    ok = append_parts (&text, gcore_str_read_char (str, i), compatible);
  GcoreObject *result = NULL;
  if (ok)
    {
      sort_marks (&text);
      if (composed)
        compose (&text);
      result = gcore_str_from_ucs4 (text.chars, text.n);
    }
  gcore_mem_free (text.chars);
  if (result != NULL && gcore_is_str_exact (str) && gcore_str_equal (result, str))
    GCORE_SETREF (result, gcore_newref (str));
  return result;
}
