/* SPDX-License-Identifier: MIT */
/* What sys says about the interpreter: the program sees a CPython 3.11.2 on 64-bit Linux. */
#include <float.h>

#include "gcore/machine/machine.h"
#include "gcore/modules/modules.h"
#include "gcore/modules/sys.h"
#include "gcore/modules/text-stream.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/simple-namespace.h"
#include "gcore/objects/str.h"
#include "gcore/objects/struct-sequence.h"
#include "gcore/objects/tuple.h"

#define HEX_VERSION 0x030b02f0

/* Adds sys.NAME, an instance of a new class sys.NAME with FIELDS and the N ITEMS (stolen). */
static int
add_struct (GcoreObject *module, const char *name, const GcoreMemberDef *fields, GcoreObject *const *items, intptr_t n)
{
  GcoreType *type = gcore_struct_sequence_new_type ("sys", name, fields);
  if (type == NULL)
    {
      for (intptr_t i = 0; i < n; i++)
        gcore_xdecref (items[i]);
      return -1;
    }
  GcoreObject *value = gcore_struct_sequence_new (type, items, n);
  gcore_decref (type);
  return gcore_module_add (module, name, value);
}

/* --- versions ----------------------------------------------------------------------------------------------------- */

static const GcoreMemberDef version_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("major", 0),        GCORE_STRUCT_SEQUENCE_FIELD ("minor", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("micro", 2),        GCORE_STRUCT_SEQUENCE_FIELD ("releaselevel", 3),
  GCORE_STRUCT_SEQUENCE_FIELD ("serial", 4),       { .name = NULL }
};

static int
add_version (GcoreObject *module)
{
  GcoreObject *items[] = { gcore_int_from_long (3), gcore_int_from_long (11), gcore_int_from_long (2),
                           gcore_str_intern_from_string ("final"), gcore_int_from_long (0) };
  if (add_struct (module, "version_info", version_fields, items, GCORE_N_ELEMENTS (items)) != 0)
    return -1;
  GcoreObject *dict = gcore_dict_new (), *name = gcore_str_from_string ("cpython"), *value = NULL;
  GcoreObject *cache_tag = gcore_str_from_string ("cpython-311"), *hex = gcore_int_from_long (HEX_VERSION);
  GcoreObject *version = gcore_dict_get_item_string (gcore_module_get_dict (module), "version_info");
  if (dict != NULL && name != NULL && cache_tag != NULL && hex != NULL
      && gcore_dict_set_item_string (dict, "name", name) == 0
      && gcore_dict_set_item_string (dict, "cache_tag", cache_tag) == 0
      && gcore_dict_set_item_string (dict, "version", version) == 0
      && gcore_dict_set_item_string (dict, "hexversion", hex) == 0)
    value = gcore_simple_namespace_new (dict);
  gcore_xdecref (dict);
  gcore_xdecref (name);
  gcore_xdecref (cache_tag);
  gcore_xdecref (hex);
  if (gcore_module_add (module, "implementation", value) != 0)
    return -1;
  return gcore_module_add_string_constant (module, "version", "3.11.2 (main, Heapscope) [GCC 12.2.0]") != 0
                 || gcore_module_add_int_constant (module, "hexversion", HEX_VERSION) != 0
                 || gcore_module_add_int_constant (module, "api_version", 1013) != 0
             ? -1
             : 0;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static const GcoreMemberDef float_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("max", 0),       GCORE_STRUCT_SEQUENCE_FIELD ("max_exp", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("max_10_exp", 2), GCORE_STRUCT_SEQUENCE_FIELD ("min", 3),
  GCORE_STRUCT_SEQUENCE_FIELD ("min_exp", 4),   GCORE_STRUCT_SEQUENCE_FIELD ("min_10_exp", 5),
  GCORE_STRUCT_SEQUENCE_FIELD ("dig", 6),       GCORE_STRUCT_SEQUENCE_FIELD ("mant_dig", 7),
  GCORE_STRUCT_SEQUENCE_FIELD ("epsilon", 8),   GCORE_STRUCT_SEQUENCE_FIELD ("radix", 9),
  GCORE_STRUCT_SEQUENCE_FIELD ("rounds", 10),   { .name = NULL }
};

static const GcoreMemberDef int_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("bits_per_digit", 0), GCORE_STRUCT_SEQUENCE_FIELD ("sizeof_digit", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("default_max_str_digits", 2),
  GCORE_STRUCT_SEQUENCE_FIELD ("str_digits_check_threshold", 3), { .name = NULL }
};

static const GcoreMemberDef hash_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("width", 0),     GCORE_STRUCT_SEQUENCE_FIELD ("modulus", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("inf", 2),       GCORE_STRUCT_SEQUENCE_FIELD ("nan", 3),
  GCORE_STRUCT_SEQUENCE_FIELD ("imag", 4),      GCORE_STRUCT_SEQUENCE_FIELD ("algorithm", 5),
  GCORE_STRUCT_SEQUENCE_FIELD ("hash_bits", 6), GCORE_STRUCT_SEQUENCE_FIELD ("seed_bits", 7),
  GCORE_STRUCT_SEQUENCE_FIELD ("cutoff", 8),    { .name = NULL }
};

static int
add_numbers (GcoreObject *module)
{
  GcoreObject *float_items[]
    = { gcore_float_from_double (DBL_MAX),     gcore_int_from_long (DBL_MAX_EXP), gcore_int_from_long (DBL_MAX_10_EXP),
        gcore_float_from_double (DBL_MIN),     gcore_int_from_long (DBL_MIN_EXP), gcore_int_from_long (DBL_MIN_10_EXP),
        gcore_int_from_long (DBL_DIG),         gcore_int_from_long (DBL_MANT_DIG),
        gcore_float_from_double (DBL_EPSILON), gcore_int_from_long (FLT_RADIX),   gcore_int_from_long (1) };
  if (add_struct (module, "float_info", float_fields, float_items, GCORE_N_ELEMENTS (float_items)) != 0)
    return -1;
  GcoreObject *int_items[] = { gcore_int_from_long (30), gcore_int_from_long (4),
                               gcore_int_from_long (GCORE_INT_DEFAULT_MAX_STR_DIGITS),
                               gcore_int_from_long (GCORE_INT_MAX_STR_DIGITS_THRESHOLD) };
  if (add_struct (module, "int_info", int_fields, int_items, GCORE_N_ELEMENTS (int_items)) != 0)
    return -1;
  GcoreObject *hash_items[]
    = { gcore_int_from_long (64),
        gcore_int_from_unsigned_long (GCORE_HASH_MODULUS),
        gcore_int_from_long (GCORE_HASH_INFINITY),
        gcore_int_from_long (0),
        gcore_int_from_long (GCORE_HASH_IMAGINARY),
        gcore_str_from_string ("siphash13"),
        gcore_int_from_long (64),
        gcore_int_from_long (128),
        gcore_int_from_long (0) };
  return add_struct (module, "hash_info", hash_fields, hash_items, GCORE_N_ELEMENTS (hash_items));
}

/* --- flags -------------------------------------------------------------------------------------------------------- */

static const GcoreMemberDef flag_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("debug", 0),
  GCORE_STRUCT_SEQUENCE_FIELD ("inspect", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("interactive", 2),
  GCORE_STRUCT_SEQUENCE_FIELD ("optimize", 3),
  GCORE_STRUCT_SEQUENCE_FIELD ("dont_write_bytecode", 4),
  GCORE_STRUCT_SEQUENCE_FIELD ("no_user_site", 5),
  GCORE_STRUCT_SEQUENCE_FIELD ("no_site", 6),
  GCORE_STRUCT_SEQUENCE_FIELD ("ignore_environment", 7),
  GCORE_STRUCT_SEQUENCE_FIELD ("verbose", 8),
  GCORE_STRUCT_SEQUENCE_FIELD ("bytes_warning", 9),
  GCORE_STRUCT_SEQUENCE_FIELD ("quiet", 10),
  GCORE_STRUCT_SEQUENCE_FIELD ("hash_randomization", 11),
  GCORE_STRUCT_SEQUENCE_FIELD ("isolated", 12),
  GCORE_STRUCT_SEQUENCE_FIELD ("dev_mode", 13),
  GCORE_STRUCT_SEQUENCE_FIELD ("utf8_mode", 14),
  GCORE_STRUCT_SEQUENCE_FIELD ("warn_default_encoding", 15),
  GCORE_STRUCT_SEQUENCE_FIELD ("safe_path", 16),
  GCORE_STRUCT_SEQUENCE_FIELD ("int_max_str_digits", 17),
  { .name = NULL }
};

enum { FLAG_OPTIMIZE = 3, FLAG_DONT_WRITE_BYTECODE = 4, FLAG_QUIET = 10, FLAG_ISOLATED = 12, FLAG_DEV_MODE = 13,
       FLAG_SAFE_PATH = 16, FLAG_INT_MAX_STR_DIGITS = 17, N_FLAGS = 18 };

static int
add_flags (GcoreObject *module)
{
  const GcoreOptions *options = &GCORE_MACHINE->options;
  long values[N_FLAGS] = { [FLAG_OPTIMIZE] = options->optimize, [FLAG_DONT_WRITE_BYTECODE] = 1,
                           [FLAG_QUIET] = options->quiet, [FLAG_ISOLATED] = options->isolated,
                           [FLAG_INT_MAX_STR_DIGITS] = -1 };
  GcoreObject *items[N_FLAGS];
  for (int i = 0; i < N_FLAGS; i++)
    items[i] = i == FLAG_DEV_MODE || i == FLAG_SAFE_PATH ? gcore_bool_from_long (values[i])
                                                         : gcore_int_from_long (values[i]);
  return add_struct (module, "flags", flag_fields, items, N_FLAGS);
}

/* --- what hooks get ----------------------------------------------------------------------------------------------- */

static const GcoreMemberDef unraisable_fields[] = {
  GCORE_STRUCT_SEQUENCE_FIELD ("exc_type", 0),      GCORE_STRUCT_SEQUENCE_FIELD ("exc_value", 1),
  GCORE_STRUCT_SEQUENCE_FIELD ("exc_traceback", 2), GCORE_STRUCT_SEQUENCE_FIELD ("err_msg", 3),
  GCORE_STRUCT_SEQUENCE_FIELD ("object", 4),        { .name = NULL }
};

static int
add_hook_args (GcoreObject *module)
{
  GCORE_MACHINE->unraisable_args = gcore_struct_sequence_new_type ("builtins", "UnraisableHookArgs", unraisable_fields);
  return GCORE_MACHINE->unraisable_args == NULL ? -1 : 0;
}

/* --- the program's surroundings ----------------------------------------------------------------------------------- */

static int
add_streams (GcoreObject *module)
{
  static const char *const names[][2]
    = { { "stdin", "__stdin__" }, { "stdout", "__stdout__" }, { "stderr", "__stderr__" } };
  for (int i = 0; i < 3; i++)
    {
      GcoreObject *stream = gcore_text_stream_new (i);
      if (stream == NULL || gcore_module_add_object_ref (module, names[i][0], stream) != 0
          || gcore_module_add (module, names[i][1], stream) != 0)
        return -1;
    }
  return 0;
}

/* sys.builtin_module_names. */
static int
add_module_names (GcoreObject *module)
{
  GcoreObject *list = gcore_list_new (0), *names = NULL;
  for (const GcoreModuleDef *const *def = gcore_builtin_modules; list != NULL && *def != NULL; def++)
    {
      GcoreObject *name = gcore_str_intern_from_string ((*def)->name);
      if (name == NULL || gcore_list_append (list, name) != 0)
        GCORE_CLEAR (list);
      gcore_xdecref (name);
    }
  if (list != NULL)
    names = gcore_list_as_tuple (list);
  gcore_xdecref (list);
  return gcore_module_add (module, "builtin_module_names", names);
}

static int
add_strings (GcoreObject *module)
{
  static const char *const strings[][2] = {
    { "platform", "linux" },    { "byteorder", "little" },         { "executable", "" },
    { "_base_executable", "" }, { "prefix", "" },                  { "exec_prefix", "" },
    { "base_prefix", "" },      { "base_exec_prefix", "" },        { "platlibdir", "lib" },
    { "abiflags", "" },         { "float_repr_style", "short" },   { "copyright", "" },
    { "_framework", "" },
  };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (strings); i++)
    if (gcore_module_add_string_constant (module, strings[i][0], strings[i][1]) != 0)
      return -1;
  return 0;
}

static int
add_containers (GcoreObject *module)
{
  static const char *const lists[] = { "path", "argv", "orig_argv", "warnoptions", "meta_path", "path_hooks" };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (lists); i++)
    if (gcore_module_add (module, lists[i], gcore_list_new (0)) != 0)
      return -1;
  return gcore_module_add (module, "path_importer_cache", gcore_dict_new ()) != 0
                 || gcore_module_add (module, "_xoptions", gcore_dict_new ()) != 0
             ? -1
             : 0;
}

int
gcore_sys_add_info (GcoreObject *module)
{
  static int (*const parts[]) (GcoreObject *module)
    = { add_hook_args, add_version, add_numbers, add_flags, add_strings, add_containers, add_streams, add_module_names };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (parts); i++)
    if (parts[i] (module) != 0)
      return -1;
  return gcore_module_add (module, "maxsize", gcore_int_from_ssize (INTPTR_MAX)) != 0
                 || gcore_module_add_int_constant (module, "maxunicode", GCORE_MAX_CHARACTER) != 0
                 || gcore_module_add_object_ref (module, "dont_write_bytecode", GCORE_TRUE) != 0
             ? -1
             : 0;
}
