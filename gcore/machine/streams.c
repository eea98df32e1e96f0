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

static int
write_indentation (GcorePrinter *printer)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_writer_fill (&writer, ' ', 2 * printer->depth) < 0)
    {
      gcore_str_writer_dealloc (&writer);
      return -1;
    }
  GcoreObject *blanks = gcore_str_writer_finish (&writer);
  int status = blanks != NULL ? gcore_file_write_object (blanks, printer->file, true) : -1;
  gcore_xdecref (blanks);
  return status;
}

int
gcore_printer_write (GcorePrinter *printer, GcoreObject *text)
{
  GcoreObject *str = printer->depth > 0 ? gcore_object_str (text) : NULL;
  if (printer->depth == 0)
    return gcore_file_write_object (text, printer->file, true);
  int status = str != NULL ? 0 : -1;
  intptr_t n = str != NULL ? GCORE_STR_LENGTH (str) : 0, end;
  for (intptr_t start = 0; status == 0 && start < n; start = end)
    {
      intptr_t newline = gcore_str_find_char (str, '\n', start, n, 1);
      end = newline < 0 ? n : newline + 1;
      GcoreObject *line = gcore_str_substring (str, start, end);
      if (line == NULL)
        status = -1;
      else if (!printer->in_line)
        status = write_indentation (printer) < 0
                     || gcore_file_write_string (printer->begins_group ? "+ " : "| ", printer->file) < 0
                   ? -1
                   : 0;
      if (status == 0)
        status = gcore_file_write_object (line, printer->file, true);
      gcore_xdecref (line);
      printer->begins_group = false;
      printer->in_line = newline < 0;
    }
  gcore_xdecref (str);
  return status;
}

int
gcore_printer_write_repr (GcorePrinter *printer, GcoreObject *object)
{
  GcoreObject *text = gcore_object_repr (object);
  int status = text != NULL ? gcore_printer_write (printer, text) : -1;
  gcore_xdecref (text);
  return status;
}

int
gcore_printer_write_string (GcorePrinter *printer, const char *text)
{
  if (gcore_err_occurred ())
    return -1;
  GcoreObject *str = gcore_str_from_string (text);
  int status = str != NULL ? gcore_printer_write (printer, str) : -1;
  gcore_xdecref (str);
  return status;
}

int
gcore_printer_write_frame (GcorePrinter *printer, const char *line)
{
  return write_indentation (printer) < 0 ? -1 : gcore_file_write_string (line, printer->file);
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
