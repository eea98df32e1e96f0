/* SPDX-License-Identifier: MIT */
/* Bytes as text: hexadecimal digits and base64; and checksums. */
#include <stdarg.h>

#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* binascii.Error with the text. Returns NULL. */
static GcoreObject *
error (GcoreObject *module, const char *format, ...)
{
  GcoreObject *type = gcore_object_get_attr_string (module, "Error");
  if (type == NULL)
    return NULL;
  va_list arguments;
  va_start (arguments, format);
  gcore_err_format_v (type, format, arguments);
  va_end (arguments);
  gcore_decref (type);
  return NULL;
}

/* The bytes of a bytes-like object or of a str of ASCII characters. */
static int
get_ascii (GcoreObject *object, GcoreBuffer *buffer)
{
  if (gcore_is_str (object) && !GCORE_STR_IS_ASCII (object))
    gcore_err_set_string (GCORE_EXC (ValueError), "string argument should contain only ASCII characters");
  else if (gcore_is_str (object))
    {
      *buffer = (GcoreBuffer){ gcore_newref (object), (uint8_t *) gcore_str_data (object), GCORE_STR_LENGTH (object), true };
      return 0;
    }
  else if (gcore_object_check_buffer (object))
    return gcore_object_get_buffer (object, buffer, false);
  else
    gcore_err_format (GCORE_EXC (TypeError), "argument should be bytes, buffer or ASCII string, not '%.100s'",
                      GCORE_TYPE_OF (object)->name);
  return -1;
}

/* --- hexadecimal -------------------------------------------------------------------------------------------------- */

/* As bytes.hex, but gives bytes. */
static GcoreObject *
hexlify (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "data", "sep", "bytes_per_sep", NULL };
  GcoreObject *data, *separator = NULL, *group = NULL;
  GcoreBuffer buffer;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|OO:hexlify", keywords, &data, &separator, &group)
      || gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  GcoreObject *bytes = gcore_bytes_from_string_and_size ((const char *) buffer.data, buffer.n), *result = NULL;
  gcore_buffer_release (&buffer);
  GcoreObject *name = gcore_str_from_string ("hex"), *text = NULL;
  if (bytes != NULL && name != NULL)
    text = gcore_object_call_method_obj_args (bytes, name, separator, separator != NULL ? group : NULL, NULL);
  if (text != NULL)
    result = gcore_str_as_encoded_string (text, "latin-1", NULL);
  gcore_xdecref (text);
  gcore_xdecref (name);
  gcore_xdecref (bytes);
  return result;
}

static int
hex_value (uint8_t digit)
{
  return digit >= '0' && digit <= '9' ? digit - '0' : (digit | 32) >= 'a' && (digit | 32) <= 'f' ? (digit | 32) - 'a' + 10
                                                                                                  : -1;
}

static GcoreObject *
unhexlify (GcoreObject *module, GcoreObject *text)
{
  GcoreBuffer buffer;
  if (get_ascii (text, &buffer) < 0)
    return NULL;
  GcoreObject *result = buffer.n % 2 == 0 ? gcore_bytes_from_string_and_size (NULL, buffer.n / 2)
                                          : error (module, "Odd-length string");
  for (intptr_t i = 0; result != NULL && i < buffer.n; i += 2)
    {
      int high = hex_value (buffer.data[i]), low = hex_value (buffer.data[i + 1]);
      gcore_bytes_as_string (result)[i / 2] = (char) (high << 4 | low);
      if (high < 0 || low < 0)
        {
          gcore_decref (result);
          result = error (module, "Non-hexadecimal digit found");
        }
    }
  gcore_buffer_release (&buffer);
  return result;
}

/* --- base64 ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
b2a_base64 (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "", "newline", NULL };
  GcoreObject *data;
  GcoreBuffer buffer;
  int newline = 1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|$p:b2a_base64", keywords, &data, &newline)
      || gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  intptr_t n = (buffer.n + 2) / 3 * 4;
  GcoreObject *result = gcore_bytes_from_string_and_size (NULL, n + (newline != 0));
  char *to = result != NULL ? gcore_bytes_as_string (result) : NULL;
  for (intptr_t i = 0; result != NULL && i < buffer.n; i += 3)
    {
      intptr_t left = buffer.n - i;
      uint32_t bits = (uint32_t) buffer.data[i] << 16 | (left > 1 ? (uint32_t) buffer.data[i + 1] << 8 : 0)
                      | (left > 2 ? buffer.data[i + 2] : 0);
      *to++ = base64_digits[bits >> 18];
      *to++ = base64_digits[bits >> 12 & 63];
      *to++ = left > 1 ? base64_digits[bits >> 6 & 63] : '=';
      *to++ = left > 2 ? base64_digits[bits & 63] : '=';
    }
  if (result != NULL && newline)
    *to = '\n';
  gcore_buffer_release (&buffer);
  return result;
}

/* What reading has come to. */
typedef struct
{
  uint8_t *to;
  intptr_t n;        /* bytes written */
  int position;      /* digits read of a group of four */
  uint32_t bits;     /* of them */
  const char *fault; /* what strict mode does not allow, or NULL */
  bool complete;     /* padding has ended the text */
} Decoding;

/* Reads TEXT; everything that is no digit is passed over, unless STRICT. */
static void
decode (Decoding *self, const uint8_t *text, intptr_t length, bool strict)
{
  int n_pads = 0;
  bool padding = false;
  if (strict && length > 0 && text[0] == '=')
    self->fault = "Leading padding not allowed";
  for (intptr_t i = 0; i < length && self->fault == NULL && !self->complete; i++)
    {
      const char *digit = text[i] != '\0' ? strchr (base64_digits, text[i]) : NULL;
      if (text[i] == '=')
        {
          padding = true;
          self->complete = self->position >= 2 && self->position + ++n_pads >= 4;
          if (self->complete && strict && i + 1 < length)
            self->fault = "Excess data after padding";
          continue;
        }
      if (strict && (digit == NULL || padding))
        self->fault = digit == NULL ? "Only base64 data is allowed" : "Discontinuous padding not allowed";
      if (digit == NULL)
        continue;
      n_pads = 0;
      self->bits = self->bits << 6 | (uint32_t) (digit - base64_digits);
      if (self->position > 0)
        self->to[self->n++] = (uint8_t) (self->bits >> (6 - 2 * self->position));
      self->position = (self->position + 1) & 3;
    }
}

static GcoreObject *
a2b_base64 (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "", "strict_mode", NULL };
  GcoreObject *text;
  GcoreBuffer buffer;
  int strict = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|$p:a2b_base64", keywords, &text, &strict)
      || get_ascii (text, &buffer) < 0)
    return NULL;
  GcoreObject *result = gcore_bytes_from_string_and_size (NULL, (buffer.n + 3) / 4 * 3 + 1);
  Decoding decoding = { .to = result != NULL ? (uint8_t *) gcore_bytes_as_string (result) : NULL };
  if (result != NULL)
    decode (&decoding, buffer.data, buffer.n, strict);
  gcore_buffer_release (&buffer);
  if (result == NULL)
    return NULL;
  if (decoding.fault == NULL && (decoding.complete || decoding.position == 0))
    {
      gcore_bytes_resize (&result, decoding.n);
      return result;
    }
  gcore_decref (result);
  if (decoding.fault != NULL)
    return error (module, "%s", decoding.fault);
  if (decoding.position > 1)
    return error (module, "Incorrect padding");
  return error (module,
                "Invalid base64-encoded string: number of data characters (%zd) cannot be 1 more than a multiple of 4",
                decoding.n / 3 * 4 + 1);
}

/* --- checksums ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
crc32 (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *data;
  GcoreBuffer buffer;
  unsigned start = 0;
  if (!gcore_arg_check_positional ("crc32", n_args, 1, 2)
      || !gcore_arg_parse_stack (args, n_args, "O|I:crc32", &data, &start)
      || gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  uint32_t crc = ~start;
  for (intptr_t i = 0; i < buffer.n; i++)
    {
      crc ^= buffer.data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
  gcore_buffer_release (&buffer);
  return gcore_int_from_unsigned_long ((uint32_t) ~crc);
}

static GcoreObject *
crc_hqx (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *data;
  GcoreBuffer buffer;
  unsigned start;
  if (!gcore_arg_check_positional ("crc_hqx", n_args, 2, 2)
      || !gcore_arg_parse_stack (args, n_args, "OI:crc_hqx", &data, &start)
      || gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  uint32_t crc = start & 0xffff;
  for (intptr_t i = 0; i < buffer.n; i++)
    {
      crc ^= (uint32_t) buffer.data[i] << 8;
      for (int bit = 0; bit < 8; bit++)
        crc = (crc << 1 ^ ((crc & 0x8000) != 0 ? 0x1021 : 0)) & 0xffff;
    }
  gcore_buffer_release (&buffer);
  return gcore_int_from_unsigned_long (crc);
}

/* --- the module --------------------------------------------------------------------------------------------------- */

#define KEYS (GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)

static const GcoreMethodDef methods[] = {
  { "hexlify", GCORE_FUNC (hexlify), KEYS, "Hexadecimal representation of binary data." },
  { "b2a_hex", GCORE_FUNC (hexlify), KEYS, "Hexadecimal representation of binary data." },
  { "unhexlify", GCORE_FUNC (unhexlify), GCORE_METH_O,
    "unhexlify($module, hexstr, /)\n--\n\nBinary data of hexadecimal representation." },
  { "a2b_hex", GCORE_FUNC (unhexlify), GCORE_METH_O,
    "a2b_hex($module, hexstr, /)\n--\n\nBinary data of hexadecimal representation." },
  { "b2a_base64", GCORE_FUNC (b2a_base64), KEYS,
    "b2a_base64($module, data, /, *, newline=True)\n--\n\nBase64-code line of data." },
  { "a2b_base64", GCORE_FUNC (a2b_base64), KEYS,
    "a2b_base64($module, data, /, *, strict_mode=False)\n--\n\nDecode a line of base64 data." },
  { "crc32", GCORE_FUNC (crc32), GCORE_METH_FASTCALL,
    "crc32($module, data, crc=0, /)\n--\n\nCompute CRC-32 incrementally." },
  { "crc_hqx", GCORE_FUNC (crc_hqx), GCORE_METH_FASTCALL,
    "crc_hqx($module, data, crc, /)\n--\n\nCompute CRC-CCITT incrementally." },
  { NULL },
};

static int
init (GcoreObject *module)
{
  if (gcore_module_add (module, "Error", gcore_err_new_exception ("binascii", "Error", GCORE_EXC (ValueError))) < 0)
    return -1;
  return gcore_module_add (module, "Incomplete", gcore_err_new_exception ("binascii", "Incomplete", GCORE_EXC (Exception)));
}

const GcoreModuleDef gcore_binascii_module = {
  .name = "binascii",
  .doc = "Conversion between binary data and ASCII",
  .methods = methods,
  .init = init,
};
