/* SPDX-License-Identifier: MIT */
/* Messages: a header "Content-Length: N", an empty line, and N bytes of JSON. */
#include "gcore/session/dap-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "gcore/session/json-locate.h"

#define MAX_HEADER 4096
#define MAX_MESSAGE (16 << 20)
#define READ_SIZE (64 << 10)

/* --- writing -------------------------------------------------------------------------------------------------------- */

/* Waits for a reader that is slow: what the program prints is not gathered meanwhile. */
static void
write_all (GcoreDapConnection *self, const char *bytes, gsize n_bytes)
{
  while (n_bytes > 0 && !self->broken)
    {
      ssize_t n = write (self->out, bytes, n_bytes);
      if (n < 0 && errno == EAGAIN)
        {
          GPollFD poll = { .fd = self->out, .events = G_IO_OUT };
          g_poll (&poll, 1, -1);
        }
      else if (n < 0 && errno != EINTR)
        self->broken = true;
      else if (n > 0)
        {
          bytes += n;
          n_bytes -= (gsize) n;
        }
    }
}

/* Sends the message in BUILDER (taken), an object that is still open. */
static void
send_message (GcoreDap *self, JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;

  gcore_dap_add_int (builder, "seq", ++self->connection.seq);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  g_autofree char *text = json_generator_to_data (generator, &length);
  g_autofree char *header = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", length);
  write_all (&self->connection, header, strlen (header));
  write_all (&self->connection, text, length);
  g_object_unref (builder);
  if (self->connection.broken)
    gcore_dap_quit (self, self->status);
}

JsonBuilder *
gcore_dap_body (void)
{
  return json_builder_begin_object (json_builder_new ());
}

void
gcore_dap_add_string (JsonBuilder *body, const char *name, const char *value)
{
  json_builder_set_member_name (body, name);
  json_builder_add_string_value (body, value);
}

void
gcore_dap_add_int (JsonBuilder *body, const char *name, gint64 value)
{
  json_builder_set_member_name (body, name);
  json_builder_add_int_value (body, value);
}

void
gcore_dap_add_bool (JsonBuilder *body, const char *name, bool value)
{
  json_builder_set_member_name (body, name);
  json_builder_add_boolean_value (body, value);
}

void
gcore_dap_begin_array (JsonBuilder *body, const char *name)
{
  json_builder_set_member_name (body, name);
  json_builder_begin_array (body);
}

void
gcore_dap_begin_object (JsonBuilder *body, const char *name)
{
  json_builder_set_member_name (body, name);
  json_builder_begin_object (body);
}

static void
add_body (JsonBuilder *message, JsonBuilder *body)
{
  if (body == NULL)
    return;
  json_builder_end_object (body);
  json_builder_set_member_name (message, "body");
  json_builder_add_value (message, json_builder_get_root (body));
  g_object_unref (body);
}

void
gcore_dap_drop (GcoreDapRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->command);
  g_free (request->problem);
  json_object_unref (request->arguments);
  g_free (request);
}

static JsonBuilder *
new_response (GcoreDapRequest *request, bool success)
{
  JsonBuilder *message = gcore_dap_body ();

  gcore_dap_add_string (message, "type", "response");
  gcore_dap_add_int (message, "request_seq", request->seq);
  gcore_dap_add_bool (message, "success", success);
  gcore_dap_add_string (message, "command", request->command);
  return message;
}

void
gcore_dap_respond (GcoreDap *self, GcoreDapRequest *request, JsonBuilder *body)
{
  JsonBuilder *message = new_response (request, true);

  add_body (message, body);
  gcore_dap_drop (request);
  send_message (self, message);
}

void
gcore_dap_fail (GcoreDap *self, GcoreDapRequest *request, const char *format, ...)
{
  JsonBuilder *message = new_response (request, false);
  JsonBuilder *body = gcore_dap_body ();
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gcore_dap_add_string (message, "message", text);
  gcore_dap_begin_object (body, "error");
  gcore_dap_add_int (body, "id", 1);
  gcore_dap_add_string (body, "format", text);
  gcore_dap_add_bool (body, "showUser", true);
  json_builder_end_object (body);
  add_body (message, body);
  gcore_dap_drop (request);
  send_message (self, message);
}

void
gcore_dap_send_event (GcoreDap *self, const char *event, JsonBuilder *body)
{
  JsonBuilder *message = gcore_dap_body ();

  gcore_dap_add_string (message, "type", "event");
  gcore_dap_add_string (message, "event", event);
  add_body (message, body);
  send_message (self, message);
}

void
gcore_dap_print (GcoreDap *self, const char *category, const char *text)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_add_string (body, "category", category);
  gcore_dap_add_string (body, "output", text);
  gcore_dap_send_event (self, "output", body);
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

static void
complain (GcoreDap *self, const char *format, const char *detail)
{
  g_autofree char *text = g_strdup_printf (format, detail);
  g_autofree char *line = g_strconcat ("heapscope: ", text, "\n", NULL);

  gcore_dap_print (self, "important", line);
}

/* What comes next cannot be found in such input: serving ends. */
static void
give_up (GcoreDap *self, const char *message)
{
  complain (self, "%s", message);
  g_printerr ("heapscope: %s\n", message);
  g_byte_array_set_size (self->connection.buffer, 0);
  self->connection.broken = true;
  gcore_dap_quit (self, 1);
}

static void
take_request (GcoreDap *self, JsonObject *message)
{
  GcoreDapRequest *request = g_new0 (GcoreDapRequest, 1);
  JsonObject *arguments;

  request->arguments = json_object_new ();
  request->seq = gcore_dap_need_int (request, message, "seq", 0, G_MAXINT64);
  request->command = g_strdup (gcore_dap_need_string (request, message, "command"));
  arguments = gcore_dap_get_object (request, message, "arguments");
  if (arguments != NULL)
    {
      json_object_unref (request->arguments);
      request->arguments = json_object_ref (arguments);
    }
  if (!gcore_dap_is_wrong (self, request))
    gcore_dap_handle_request (self, request);
}

static void
take_message (GcoreDap *self, const char *text, gsize length)
{
  g_autofree char *problem = NULL;
  GcoreJsonPlace place;

  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      complain (self, "%s", "a message is not UTF-8");
      return;
    }
  GcoreJsonSource *source = gcore_json_source_parse (text, length, &problem, &place);
  JsonNode *root = source != NULL ? gcore_json_source_root (source) : NULL;
  if (source == NULL)
    complain (self, "a message is not JSON: %s", problem);
  else if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    complain (self, "%s", "a message is not a JSON object");
  else
    {
      JsonObject *message = json_node_get_object (root);
      JsonNode *type = json_object_get_member (message, "type");
      if (type != NULL && JSON_NODE_HOLDS_VALUE (type) && g_strcmp0 (json_node_get_string (type), "request") == 0)
        take_request (self, message);
      else
        complain (self, "%s", "a message is not a request");
    }
  g_clear_pointer (&source, gcore_json_source_free);
}

/* The length a header (without the empty line) states; −1 if it does not. */
static gint64
content_length (const char *header, gsize n_bytes)
{
  g_autofree char *text = g_strndup (header, n_bytes);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint64 length;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Content-Length:", 15) == 0)
      {
        bool is_number = g_ascii_string_to_unsigned (g_strstrip (lines[i] + 15), 10, 0, G_MAXINT64, &length, NULL);
        return is_number ? (gint64) length : -1;
      }
  return -1;
}

/* Takes one message from the buffer. False if there is no whole one. */
static bool
take_next (GcoreDap *self)
{
  GByteArray *buffer = self->connection.buffer;
  const char *text = (const char *) buffer->data;
  const char *end = buffer->len > 0 ? g_strstr_len (text, MIN (buffer->len, MAX_HEADER), "\r\n\r\n") : NULL;

  if (end == NULL)
    {
      if (buffer->len >= MAX_HEADER)
        give_up (self, "what came is no message: its header has no end");
      return false;
    }
  gint64 length = content_length (text, (gsize) (end - text));
  gsize start = (gsize) (end - text) + 4;
  if (length < 0)
    give_up (self, "what came is no message: its header does not say Content-Length");
  else if (length > MAX_MESSAGE)
    give_up (self, "a message is longer than 16 MiB");
  if (self->connection.broken || buffer->len - start < (gsize) length)
    return false;
  g_autofree char *message = g_strndup (text + start, (gsize) length);
  g_byte_array_remove_range (buffer, 0, (guint) (start + (gsize) length));
  take_message (self, message, (gsize) length);
  return !self->connection.broken;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  GcoreDap *self = data;
  guint8 bytes[READ_SIZE];
  ssize_t n = read (fd, bytes, sizeof bytes);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      self->connection.source = 0;
      gcore_dap_quit (self, self->status);
      return G_SOURCE_REMOVE;
    }
  g_byte_array_append (self->connection.buffer, bytes, (guint) n);
  while (take_next (self))
    continue;
  return G_SOURCE_CONTINUE;
}

/* --- life ----------------------------------------------------------------------------------------------------------- */

void
gcore_dap_connect (GcoreDap *self, int in, int out)
{
  self->connection = (GcoreDapConnection) { .in = in, .out = out, .buffer = g_byte_array_new () };
  self->connection.source = g_unix_fd_add (in, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

void
gcore_dap_disconnect (GcoreDap *self)
{
  g_clear_handle_id (&self->connection.source, g_source_remove);
  g_byte_array_unref (self->connection.buffer);
}
