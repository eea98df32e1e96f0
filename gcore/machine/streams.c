/* SPDX-License-Identifier: MIT */
#include "gcore/machine/streams.h"

#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

int
gcore_file_write_object (GcoreObject *object, GcoreObject *file, bool raw)
{
  GcoreObject *write = gcore_object_get_attr (file, GCORE_ID (write));
  if (write == NULL)
    return -1;
  GcoreObject *text = raw ? gcore_object_str (object) : gcore_object_repr (object);
  GcoreObject *result = text != NULL ? gcore_object_call_one_arg (write, text) : NULL;
  gcore_xdecref (text);
  gcore_decref (write);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

int
gcore_file_write_string (const char *text, GcoreObject *file)
{
  if (gcore_err_occurred ())
    return -1;
  GcoreObject *str = gcore_str_from_string (text);
  int status = str != NULL ? gcore_file_write_object (str, file, true) : -1;
  gcore_xdecref (str);
  return status;
}

void
gcore_stderr_write_object (GcoreObject *str)
{
  GcoreObject *pending = gcore_err_fetch (), *file = gcore_sys_get_object ("stderr");
  int status = -1;
  if (file != NULL && file != GCORE_NONE)
    {
      gcore_incref (file);
      status = gcore_file_write_object (str, file, true);
      gcore_decref (file);
    }
  if (status < 0)
    {
      gcore_err_clear ();
      intptr_t n;
      const char *bytes = gcore_str_as_utf8_and_size (str, &n);
      if (bytes != NULL)
        gcore_host_write (GCORE_STREAM_STDERR, bytes, (size_t) n);
      else
        gcore_err_clear ();
    }
  gcore_err_restore (pending);
}

void
gcore_stderr_write (const char *text)
{
  GcoreObject *pending = gcore_err_fetch (), *str = gcore_str_from_string (text);
  if (str != NULL)
    gcore_stderr_write_object (str);
  else
    gcore_err_clear ();
  gcore_xdecref (str);
  gcore_err_restore (pending);
}
