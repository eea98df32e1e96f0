/* SPDX-License-Identifier: MIT */
/* OSError: the number given decides which subclass is made. */
#include <errno.h>

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define OS_ERROR(object) ((GcoreOSError *) (void *) (object))

GCORE_EXCEPTION_DEFINE_LIFE (GcoreOSError, errno_, 4)

static const struct
{
  int errno_value;
  uint16_t type_id;
} subclasses[] = {
  { EAGAIN, GCORE_TYPE_ID_EXC_BlockingIOError },
  { EALREADY, GCORE_TYPE_ID_EXC_BlockingIOError },
  { EINPROGRESS, GCORE_TYPE_ID_EXC_BlockingIOError },
  { EPIPE, GCORE_TYPE_ID_EXC_BrokenPipeError },
  { ESHUTDOWN, GCORE_TYPE_ID_EXC_BrokenPipeError },
  { ECHILD, GCORE_TYPE_ID_EXC_ChildProcessError },
  { ECONNABORTED, GCORE_TYPE_ID_EXC_ConnectionAbortedError },
  { ECONNREFUSED, GCORE_TYPE_ID_EXC_ConnectionRefusedError },
  { ECONNRESET, GCORE_TYPE_ID_EXC_ConnectionResetError },
  { EEXIST, GCORE_TYPE_ID_EXC_FileExistsError },
  { ENOENT, GCORE_TYPE_ID_EXC_FileNotFoundError },
  { EISDIR, GCORE_TYPE_ID_EXC_IsADirectoryError },
  { ENOTDIR, GCORE_TYPE_ID_EXC_NotADirectoryError },
  { EINTR, GCORE_TYPE_ID_EXC_InterruptedError },
  { EACCES, GCORE_TYPE_ID_EXC_PermissionError },
  { EPERM, GCORE_TYPE_ID_EXC_PermissionError },
  { ESRCH, GCORE_TYPE_ID_EXC_ProcessLookupError },
  { ETIMEDOUT, GCORE_TYPE_ID_EXC_TimeoutError },
};

/* What the arguments mean: borrowed. */
typedef struct
{
  GcoreObject *errno_, *strerror, *filename, *winerror, *filename2;
} Parts;

static int
parse (GcoreObject *args, Parts *parts)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n < 2 || n > 5)
    return 0;
  return gcore_arg_unpack_tuple (args, "OSError", 2, 5, &parts->errno_, &parts->strerror, &parts->filename,
                                 &parts->winerror, &parts->filename2)
           ? 0
           : -1;
}

/* The subclass for the number ERRNO_. */
static GcoreType *
choose_type (GcoreObject *errno_)
{
  if (errno_ != NULL && gcore_is_int (errno_))
    {
      int overflow;
      long value = gcore_int_as_long_and_overflow (errno_, &overflow);
      for (size_t i = 0; !overflow && i < GCORE_N_ELEMENTS (subclasses); i++)
        if (subclasses[i].errno_value == value)
          return &GCORE_OBJECTS->types[subclasses[i].type_id];
    }
  return GCORE_TYPE (EXC_OSError);
}

/* The arguments become attributes; args keeps only the first two when there is a file name. */
static int
fill (GcoreObject *self, GcoreObject *args, const Parts *parts)
{
  GcoreOSError *error = OS_ERROR (self);
  gcore_incref (args);
  if (parts->filename != NULL && parts->filename != GCORE_NONE)
    {
      if (gcore_is_exact (self, EXC_BlockingIOError) && gcore_number_check (parts->filename))
        {
          error->characters_written = gcore_number_as_ssize (parts->filename, GCORE_EXC (ValueError));
          if (error->characters_written == -1 && gcore_err_occurred () != NULL)
            {
              gcore_decref (args);
              return -1;
            }
        }
      else
        {
          GCORE_SETREF (error->filename, gcore_newref (parts->filename));
          if (parts->filename2 != NULL && parts->filename2 != GCORE_NONE)
            GCORE_SETREF (error->filename2, gcore_newref (parts->filename2));
          GCORE_SETREF (args, gcore_tuple_get_slice (args, 0, 2));
          if (args == NULL)
            return -1;
        }
    }
  GCORE_SETREF (error->errno_, gcore_xnewref (parts->errno_));
  GCORE_SETREF (error->strerror, gcore_xnewref (parts->strerror));
  GCORE_SETREF (error->args, args);
  return 0;
}

static int os_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);

/* Whether __init__ is to do the filling: a subclass has its own, and no __new__ of its own that would know better. */
static GcoreObject *os_error_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
static bool
init_fills (GcoreType *type)
{
  return type->init != os_error_init && type->new_ == os_error_new;
}

static GcoreObject *
os_error_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  Parts parts = { 0 };
  bool fill_now = !init_fills (type);
  if (fill_now && (!gcore_arg_no_keywords (type->name, kwargs) || parse (args, &parts) != 0))
    return NULL;
  if (fill_now && type == GCORE_TYPE (EXC_OSError))
    type = choose_type (parts.errno_);
  GcoreObject *self = gcore_exception_new (type, GCORE_OBJECTS->empty_tuple, NULL);
  if (self == NULL)
    return NULL;
  OS_ERROR (self)->characters_written = -1;
  if (fill_now && fill (self, args, &parts) != 0)
    GCORE_CLEAR (self);
  return self;
}

static int
os_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  Parts parts = { 0 };
  if (!init_fills (GCORE_TYPE_OF (self)))
    return 0; /* __new__ did */
  if (!gcore_arg_no_keywords (GCORE_TYPE_OF (self)->name, kwargs) || parse (args, &parts) != 0)
    return -1;
  return fill (self, args, &parts);
}

static GcoreObject *
or_none (GcoreObject *object)
{
  return object != NULL ? object : GCORE_NONE;
}

static GcoreObject *
os_error_str (GcoreObject *self)
{
  GcoreOSError *error = OS_ERROR (self);
  if (error->filename != NULL && error->filename2 != NULL)
    return gcore_str_from_format ("[Errno %S] %S: %R -> %R", or_none (error->errno_), or_none (error->strerror),
                                  error->filename, error->filename2);
  if (error->filename != NULL)
    return gcore_str_from_format ("[Errno %S] %S: %R", or_none (error->errno_), or_none (error->strerror),
                                  error->filename);
  if (error->errno_ != NULL && error->strerror != NULL)
    return gcore_str_from_format ("[Errno %S] %S", error->errno_, error->strerror);
  return gcore_exception_str (self);
}

static GcoreObject *
get_characters_written (GcoreObject *self, void *closure)
{
  if (OS_ERROR (self)->characters_written == -1)
    return gcore_err_format (GCORE_EXC (AttributeError), "characters_written");
  return gcore_int_from_ssize (OS_ERROR (self)->characters_written);
}

static int
set_characters_written (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == NULL)
    {
      if (OS_ERROR (self)->characters_written == -1)
        {
          gcore_err_set_string (GCORE_EXC (AttributeError), "characters_written");
          return -1;
        }
      OS_ERROR (self)->characters_written = -1;
      return 0;
    }
  intptr_t n = gcore_number_as_ssize (value, GCORE_EXC (ValueError));
  if (n == -1 && gcore_err_occurred () != NULL)
    return -1;
  OS_ERROR (self)->characters_written = n;
  return 0;
}

/* args has lost the names of files: they are put back. */
static GcoreObject *
os_error_reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreOSError *error = OS_ERROR (self);
  GcoreObject *args = error->args, *result = NULL;
  if (GCORE_TUPLE_SIZE (args) != 2 || error->filename == NULL)
    gcore_incref (args);
  else if (error->filename2 == NULL)
    args = gcore_tuple_pack (3, GCORE_TUPLE_ITEM (args, 0), GCORE_TUPLE_ITEM (args, 1), error->filename);
  else /* the one between them is for another system */
    args = gcore_tuple_pack (5, GCORE_TUPLE_ITEM (args, 0), GCORE_TUPLE_ITEM (args, 1), error->filename, GCORE_NONE,
                             error->filename2);
  if (args == NULL)
    return NULL;
  if (error->dict != NULL)
    result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, error->dict);
  else
    result = gcore_tuple_pack (2, GCORE_TYPE_OF (self), args);
  gcore_decref (args);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (os_error_reduce), GCORE_METH_NOARGS, NULL },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "errno", GCORE_MEMBER_OBJECT, offsetof (GcoreOSError, errno_), 0, "POSIX exception code" },
  { "strerror", GCORE_MEMBER_OBJECT, offsetof (GcoreOSError, strerror), 0, "exception strerror" },
  { "filename", GCORE_MEMBER_OBJECT, offsetof (GcoreOSError, filename), 0, "exception filename" },
  { "filename2", GCORE_MEMBER_OBJECT, offsetof (GcoreOSError, filename2), 0, "second exception filename" },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "characters_written", get_characters_written, set_characters_written, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_exception_template_OSError = {
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_EXCEPTION,
  GCORE_EXCEPTION_LIFE (GcoreOSError),
  .str = os_error_str,
  .dict_offset = offsetof (GcoreException, dict),
  .methods = methods,
  .members = members,
  .getset = getset,
  .init = os_error_init,
  .new_ = os_error_new,
};
