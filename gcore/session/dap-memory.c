/* SPDX-License-Identifier: MIT */
/* The bytes of an object's block. */
#include "gcore/session/dap-private.h"

#include "gcore/memory/memory.h"

#define MAX_BYTES (1 << 20) /* of one answer */

typedef struct
{
  GcoreDap *dap;
  GcoreDapRequest *request;
  guint64 reference; /* the address the client has */
  gint64 offset;     /* from there: where to begin */
  gsize count;
  GByteArray *bytes;
} Reading;

/* Of a block also what the program did not ask for is read. */
GCORE_UNCHECKED static void
copy_bytes (guint8 *to, const char *from, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = (guint8) from[i];
}

/* Beyond the block in which the reference points nothing can be read. */
static void
read_block (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  Reading *self = data;
  gsize size;
  const char *block = gcore_mem_block_at ((const void *) self->reference, &size);

  if (block == NULL)
    return;
  gint64 begin = (gint64) (self->reference - (guint64) block) + self->offset;
  if (begin < 0 || begin >= (gint64) size)
    return;
  g_byte_array_set_size (self->bytes, (guint) MIN (self->count, size - (gsize) begin));
  copy_bytes (self->bytes->data, block + begin, self->bytes->len);
}

static void
answer (gboolean visited, gpointer data)
{
  g_autofree Reading *self = data;
  g_autofree char *address
    = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", self->reference + (guint64) self->offset);
  g_autofree char *base64 = g_base64_encode (self->bytes->data, self->bytes->len);
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_string (body, "address", address);
  gcore_dap_add_int (body, "unreadableBytes", (gint64) (self->count - self->bytes->len));
  if (self->bytes->len > 0)
    gcore_dap_add_string (body, "data", base64);
  gcore_dap_respond (self->dap, self->request, body);
  g_byte_array_unref (self->bytes);
}

void
gcore_dap_read_memory (GcoreDap *self, GcoreDapRequest *request)
{
  const char *text = gcore_dap_need_string (request, request->arguments, "memoryReference");
  gint64 offset = gcore_dap_get_int (request, request->arguments, "offset", -MAX_BYTES, G_MAXINT32, 0);
  gint64 count = gcore_dap_need_int (request, request->arguments, "count", 0, G_MAXINT32);
  char *end = NULL;
  guint64 reference = g_ascii_strtoull (text, &end, 0);

  if ((end == text || *end != '\0') && request->problem == NULL)
    request->problem = g_strdup ("'memoryReference' has to be an address");
  if (gcore_dap_is_wrong (self, request))
    return;
  Reading *reading = g_new (Reading, 1);
  *reading = (Reading) { self, request, reference, offset, (gsize) MIN (count, MAX_BYTES), g_byte_array_new () };
  gcore_dap_visit (self, read_block, answer, reading);
}
