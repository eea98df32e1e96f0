/* SPDX-License-Identifier: MIT */
/* Object-graph programs: from JSON to Python source that runs line for line with it.
 *
 * Everything is emitted on a line of the output that is at least the line where it stands in the JSON text, in the order of
 * execution. A reference to an object that comes later is set as soon as that object exists. */
#include "gcore/session/json-program.h"

#include <string.h>

#include "gcore/session/json-locate.h"

#define FORMAT_VERSION 1

typedef struct
{
  char *statement; /* owned */
  char *target;    /* owned: the object it waits for */
} Deferred;

typedef struct
{
  GcoreJsonSource *json;
  const char *filename;
  GcoreProblem **problem;
  GString *source;
  guint line;           /* of the output being written, from 1 */
  bool line_started;
  GHashTable *types;    /* set of names of "types" */
  GHashTable *objects;  /* set of names of "objects", all of them */
  GHashTable *made;     /* set of names made so far */
  GPtrArray *deferred;  /* of Deferred */
} Translator;

static void
free_deferred (gpointer data)
{
  Deferred *deferred = data;

  g_free (deferred->statement);
  g_free (deferred->target);
  g_free (deferred);
}

/* --- reporting and writing ---------------------------------------------------------------------------------------- */

static bool
fail (Translator *self, GcoreJsonPlace place, char *path, const char *format, ...)
{
  va_list arguments;

  if (*self->problem != NULL)
    {
      g_free (path);
      return false;
    }
  va_start (arguments, format);
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);
  problem->message = g_strdup_vprintf (format, arguments);
  problem->file = g_strdup (self->filename);
  problem->line = place.line;
  problem->column = place.column;
  problem->member_path = path;
  *self->problem = problem;
  va_end (arguments);
  return false;
}

static void
emit (Translator *self, GcoreJsonPlace place, const char *statement)
{
  while (self->line < place.line)
    {
      g_string_append_c (self->source, '\n');
      self->line++;
      self->line_started = false;
    }
  g_string_append_printf (self->source, "%s%s", self->line_started ? "; " : "", statement);
  self->line_started = true;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool
is_identifier (const char *name)
{
  static const char *const keywords[] = { "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
                                          "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
                                          "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
                                          "raise", "return", "try", "while", "with", "yield", "print", "type", "object",
                                          "list", "dict", "set", "tuple", NULL };

  if (!g_ascii_isalpha (name[0]) && name[0] != '_')
    return false;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return false;
  return !g_str_has_prefix (name, "__") && !g_strv_contains (keywords, name);
}

/* STRING as a Python literal in ASCII: new string. */
static char *
quote (const char *string)
{
  GString *literal = g_string_new ("'");

  for (const char *p = string; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '\'' || c == '\\')
        g_string_append_printf (literal, "\\%c", (char) c);
      else if (c >= 0x20 && c < 0x7f)
        g_string_append_c (literal, (char) c);
      else
        g_string_append_printf (literal, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    }
  g_string_append_c (literal, '\'');
  return g_string_free (literal, FALSE);
}

/* Copies one trailer of a place, ".name", "[3]" or "['key']", at *TEXT to OUT and moves on. */
static bool
copy_trailer (const char **text, GString *out)
{
  const char *p = *text;
  gsize n = 0;

  if (*p == '.')
    {
      while (g_ascii_isalnum (p[1 + n]) || p[1 + n] == '_')
        n++;
      g_autofree char *name = g_strndup (p + 1, n);
      if (!is_identifier (name))
        return false;
      g_string_append_printf (out, ".%s", name);
      *text = p + 1 + n;
      return true;
    }
  if (*p != '[')
    return false;
  const char *close = strchr (p, ']');
  if (close == NULL)
    return false;
  g_autofree char *key = g_strndup (p + 1, (gsize) (close - p - 1));
  gsize length = strlen (key);
  if (length > 1 && key[0] == '\'' && key[length - 1] == '\'' && memchr (key + 1, '\'', length - 2) == NULL)
    {
      key[length - 1] = '\0';
      g_autofree char *quoted = quote (key + 1);
      g_string_append_printf (out, "[%s]", quoted);
    }
  else if (length > 0 && length < 10 && strspn (key, "0123456789") == length)
    g_string_append_printf (out, "[%s]", key);
  else
    return false;
  *text = close + 1;
  return true;
}

/* A place such as "a", "a.next", "items[0]" or "d['k'].x", checked: the Python for it (new string) or NULL. */
static char *
place_to_source (const char *text)
{
  gsize n = strcspn (text, ".[");
  g_autofree char *name = g_strndup (text, n);
  g_autoptr (GString) out = g_string_new (name);
  const char *rest = text + n;

  if (!is_identifier (name))
    return NULL;
  while (*rest != '\0')
    if (!copy_trailer (&rest, out))
      return NULL;
  return g_strdup (out->str);
}

/* The value of NODE as Python: new string, or NULL with the problem set. *TARGET (may be NULL) gets the name of the object
 * it refers to, or NULL. PATH is borrowed. */
static char *
value_to_source (Translator *self, JsonNode *node, GcoreJsonPlace at, const char *path, char **target)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (target != NULL)
    *target = NULL;
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("None");
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *ref = json_object_get_string_member_with_default (object, "ref", NULL);
      char *source = ref != NULL && json_object_get_size (object) == 1 ? place_to_source (ref) : NULL;
      if (source == NULL)
        {
          fail (self, at, g_strdup (path), "a reference is written {\"ref\": \"NAME\"}");
          return NULL;
        }
      if (target != NULL)
        *target = g_strndup (source, strcspn (source, ".["));
      return source;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      fail (self, at, g_strdup (path), "a list is an object of its own: name it under “objects”");
      return NULL;
    }
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "True" : "False");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_strdup_printf ("float('%s')", g_ascii_dtostr (number, sizeof number, json_node_get_double (node)));
    default:
      return quote (json_node_get_string (node));
    }
}

/* --- types -------------------------------------------------------------------------------------------------------- */

static const char *
finalizer_source (const char *kind)
{
  if (g_str_equal (kind, "print"))
    return "lambda self: print('finalizer of', type(self).__name__)";
  if (g_str_equal (kind, "resurrect"))
    return "lambda self: __resurrected__.append(self)";
  return NULL;
}

static bool
translate_slots (Translator *self, JsonObject *type, const char *name, GString *body)
{
  g_autofree char *path = g_strdup_printf ("$.types.%s.slots", name);
  GcoreJsonPlace at = gcore_json_source_member_place (self->json, type, "slots");
  JsonNode *node = json_object_get_member (type, "slots");

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, at, g_steal_pointer (&path), "slots is a list of names");
  JsonArray *slots = json_node_get_array (node);
  g_string_append (body, "'__slots__': (");
  for (guint i = 0; i < json_array_get_length (slots); i++)
    {
      JsonNode *slot = json_array_get_element (slots, i);
      if (json_node_get_value_type (slot) != G_TYPE_STRING || !is_identifier (json_node_get_string (slot)))
        return fail (self, gcore_json_source_element_place (self->json, slots, i),
                     g_strdup_printf ("%s[%u]", path, i), "a slot is a name");
      g_string_append_printf (body, "'%s', ", json_node_get_string (slot));
    }
  g_string_append (body, "), ");
  return true;
}

static bool
translate_type (Translator *self, JsonObject *types, const char *name)
{
  GcoreJsonPlace at = gcore_json_source_member_place (self->json, types, name);
  JsonNode *node = json_object_get_member (types, name);
  g_autofree char *path = g_strdup_printf ("$.types.%s", name);
  g_autoptr (GString) body = g_string_new (NULL);

  if (!is_identifier (name))
    return fail (self, at, g_steal_pointer (&path), "“%s” cannot be the name of a type", name);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, at, g_steal_pointer (&path), "a type is an object, such as {}");
  JsonObject *type = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (type);
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "slots") && !g_str_equal (l->data, "finalizer"))
      return fail (self, gcore_json_source_member_place (self->json, type, l->data),
                   g_strdup_printf ("%s.%s", path, (char *) l->data), "a type has “slots” and “finalizer”, nothing else");
  if (!translate_slots (self, type, name, body))
    return false;
  if (json_object_has_member (type, "finalizer"))
    {
      JsonNode *kind = json_object_get_member (type, "finalizer");
      const char *lambda = json_node_get_value_type (kind) == G_TYPE_STRING ? finalizer_source (json_node_get_string (kind))
                                                                            : NULL;
      if (lambda == NULL)
        return fail (self, gcore_json_source_member_place (self->json, type, "finalizer"),
                     g_strdup_printf ("%s.finalizer", path), "a finalizer is “print” or “resurrect”");
      g_string_append_printf (body, "'__del__': %s, ", lambda);
    }
  g_autofree char *statement = g_strdup_printf ("%s = type('%s', (), {%s})", name, name, body->str);
  emit (self, at, statement);
  g_hash_table_add (self->types, g_strdup (name));
  return true;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

/* Emits FORMAT (with the value of NODE for its %s) now, or when the object it refers to exists. */
static bool
set_reference (Translator *self, JsonNode *node, GcoreJsonPlace at, const char *path, const char *before, const char *after)
{
  g_autofree char *target = NULL;
  g_autofree char *value = value_to_source (self, node, at, path, &target);

  if (value == NULL)
    return false;
  if (target != NULL && !g_hash_table_contains (self->objects, target))
    return fail (self, at, g_strdup (path), "there is no object “%s”", target);
  char *statement = g_strconcat (before, value, after, NULL);
  if (target == NULL || g_hash_table_contains (self->made, target))
    {
      emit (self, at, statement);
      g_free (statement);
      return true;
    }
  Deferred *deferred = g_new (Deferred, 1);
  deferred->statement = statement;
  deferred->target = g_steal_pointer (&target);
  g_ptr_array_add (self->deferred, deferred);
  return true;
}

static void
emit_deferred (Translator *self, const char *made, GcoreJsonPlace at)
{
  for (guint i = 0; i < self->deferred->len;)
    {
      Deferred *deferred = self->deferred->pdata[i];
      if (!g_str_equal (deferred->target, made))
        {
          i++;
          continue;
        }
      emit (self, at, deferred->statement);
      g_ptr_array_remove_index (self->deferred, i);
    }
}

static bool
translate_attributes (Translator *self, JsonObject *object, const char *name)
{
  g_autofree char *path = g_strdup_printf ("$.objects.%s.attributes", name);
  JsonNode *node = json_object_get_member (object, "attributes");

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, gcore_json_source_member_place (self->json, object, "attributes"), g_steal_pointer (&path),
                 "attributes are names and values");
  JsonObject *attributes = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (attributes);
  for (GList *l = members; l != NULL; l = l->next)
    {
      GcoreJsonPlace at = gcore_json_source_member_place (self->json, attributes, l->data);
      g_autofree char *member_path = g_strdup_printf ("%s.%s", path, (char *) l->data);
      g_autofree char *before = g_strdup_printf ("%s.%s = ", name, (char *) l->data);
      if (!is_identifier (l->data))
        return fail (self, at, g_steal_pointer (&member_path), "“%s” cannot be the name of an attribute", (char *) l->data);
      if (!set_reference (self, json_object_get_member (attributes, l->data), at, member_path, before, ""))
        return false;
    }
  return true;
}

/* Items go in one by one with METHOD, so that items to come later can wait; a sequence then keeps its order only if none
 * does. */
static bool
translate_items (Translator *self, JsonObject *object, const char *name, const char *method)
{
  g_autofree char *path = g_strdup_printf ("$.objects.%s.items", name);
  g_autofree char *before = g_strdup_printf ("%s.%s(", name, method);
  JsonNode *node = json_object_get_member (object, "items");

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, gcore_json_source_member_place (self->json, object, "items"), g_steal_pointer (&path),
                 "items is a list of values");
  JsonArray *items = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autofree char *item_path = g_strdup_printf ("%s[%u]", path, i);
      if (!set_reference (self, json_array_get_element (items, i), gcore_json_source_element_place (self->json, items, i),
                          item_path, before, ")"))
        return false;
    }
  return true;
}

static bool
translate_entries (Translator *self, JsonObject *object, const char *name)
{
  g_autofree char *path = g_strdup_printf ("$.objects.%s.entries", name);
  JsonNode *node = json_object_get_member (object, "entries");

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, gcore_json_source_member_place (self->json, object, "entries"), g_steal_pointer (&path),
                 "entries are keys and values");
  JsonObject *entries = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (entries);
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *key = quote (l->data);
      g_autofree char *before = g_strdup_printf ("%s[%s] = ", name, key);
      g_autofree char *entry_path = g_strdup_printf ("%s[%s]", path, key);
      if (!set_reference (self, json_object_get_member (entries, l->data),
                          gcore_json_source_member_place (self->json, entries, l->data), entry_path, before, ""))
        return false;
    }
  return true;
}

/* A tuple is made with its items, which must exist by then. */
static bool
translate_tuple (Translator *self, JsonObject *object, const char *name, GcoreJsonPlace at)
{
  g_autoptr (GString) statement = g_string_new (NULL);
  JsonNode *node = json_object_get_member (object, "items");
  guint n = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;

  g_string_append_printf (statement, "%s = (", name);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *target = NULL, *path = g_strdup_printf ("$.objects.%s.items[%u]", name, i);
      GcoreJsonPlace item_at = gcore_json_source_element_place (self->json, json_node_get_array (node), i);
      g_autofree char *value = value_to_source (self, json_array_get_element (json_node_get_array (node), i), item_at, path,
                                                &target);
      if (value == NULL)
        return false;
      if (target != NULL && !g_hash_table_contains (self->made, target))
        return fail (self, item_at, g_steal_pointer (&path), "a tuple can only hold objects that stand before it");
      g_string_append_printf (statement, "%s, ", value);
    }
  g_string_append_c (statement, ')');
  emit (self, at, statement->str);
  return true;
}

static bool
translate_weakref (Translator *self, JsonObject *object, const char *name, GcoreJsonPlace at)
{
  const char *to = json_object_get_string_member_with_default (object, "to", NULL);
  const char *callback = json_object_get_string_member_with_default (object, "callback", NULL);

  if (to == NULL || !g_hash_table_contains (self->made, to))
    return fail (self, gcore_json_source_member_place (self->json, object, "to"), g_strdup_printf ("$.objects.%s.to", name),
                 "a weak reference leads “to” an object that stands before it");
  if (callback != NULL && !g_str_equal (callback, "print"))
    return fail (self, gcore_json_source_member_place (self->json, object, "callback"),
                 g_strdup_printf ("$.objects.%s.callback", name), "a callback is “print”");
  g_autofree char *statement
      = callback != NULL ? g_strdup_printf ("%s = __weakref__.ref(%s, lambda _: print('callback of %s'))", name, to, name)
                         : g_strdup_printf ("%s = __weakref__.ref(%s)", name, to);
  emit (self, at, statement);
  return true;
}

static bool
make_object (Translator *self, JsonObject *object, const char *name, GcoreJsonPlace at)
{
  const char *type = json_object_get_string_member_with_default (object, "type", NULL);

  if (type == NULL)
    return fail (self, at, g_strdup_printf ("$.objects.%s", name), "an object has a “type”");
  if (g_str_equal (type, "tuple"))
    return translate_tuple (self, object, name, at);
  if (g_str_equal (type, "weakref"))
    return translate_weakref (self, object, name, at);
  if (!g_str_equal (type, "list") && !g_str_equal (type, "dict") && !g_str_equal (type, "set")
      && !g_hash_table_contains (self->types, type))
    return fail (self, gcore_json_source_member_place (self->json, object, "type"),
                 g_strdup_printf ("$.objects.%s.type", name),
                 "there is no type “%s”: list, dict, set, tuple, weakref, or one named under “types”", type);
  g_autofree char *statement = g_strdup_printf ("%s = %s()", name, type);
  emit (self, at, statement);
  return true;
}

static bool
translate_object (Translator *self, JsonObject *objects, const char *name)
{
  GcoreJsonPlace at = gcore_json_source_member_place (self->json, objects, name);
  JsonNode *node = json_object_get_member (objects, name);
  static const char *const known[] = { "type", "attributes", "items", "entries", "to", "callback", NULL };

  if (!is_identifier (name))
    return fail (self, at, g_strdup_printf ("$.objects.%s", name), "“%s” cannot be the name of an object", name);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, at, g_strdup_printf ("$.objects.%s", name), "an object is written {\"type\": …}");
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return fail (self, gcore_json_source_member_place (self->json, object, l->data),
                   g_strdup_printf ("$.objects.%s.%s", name, (char *) l->data), "an object has no “%s”", (char *) l->data);
  if (!make_object (self, object, name, at))
    return false;
  g_hash_table_add (self->made, g_strdup (name));
  emit_deferred (self, name, at);
  const char *type = json_object_get_string_member (object, "type");
  if (!translate_attributes (self, object, name) || !translate_entries (self, object, name))
    return false;
  return g_str_equal (type, "tuple") || translate_items (self, object, name, g_str_equal (type, "set") ? "add" : "append");
}

/* --- roots and steps ---------------------------------------------------------------------------------------------- */

/* Names that are not roots go: what they named lives only as long as something else holds it. */
static bool
translate_roots (Translator *self, JsonObject *root, JsonObject *objects)
{
  JsonNode *node = json_object_get_member (root, "roots");
  GcoreJsonPlace at = gcore_json_source_member_place (self->json, root, "roots");
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, at, g_strdup ("$.roots"), "roots is a list of names of objects");
  JsonArray *roots = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (roots); i++)
    {
      JsonNode *name = json_array_get_element (roots, i);
      const char *text = json_node_get_value_type (name) == G_TYPE_STRING ? json_node_get_string (name) : "";
      if (!g_hash_table_contains (self->made, text))
        return fail (self, gcore_json_source_element_place (self->json, roots, i), g_strdup_printf ("$.roots[%u]", i),
                     "a root is the name of an object");
      g_hash_table_add (kept, (gpointer) text);
    }
  g_autoptr (GList) names = json_object_get_members (objects);
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_hash_table_contains (kept, l->data))
      {
        g_autofree char *statement = g_strdup_printf ("del %s", (char *) l->data);
        emit (self, at, statement);
      }
  return true;
}

/* The integers of an array of at most MAX: how many, or −1. */
static int
get_integers (JsonNode *node, gint64 *values, guint max)
{
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) > max)
    return -1;
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_INT64)
        return -1;
      values[i] = json_array_get_int_element (array, i);
    }
  return (int) json_array_get_length (array);
}

/* The Python for a step {VERB: ARGUMENT}, or NULL with *EXPECTED saying what the argument has to be. */
static char *
simple_step (const char *verb, JsonNode *argument, const char **expected)
{
  gint64 values[3];
  bool integer = json_node_get_value_type (argument) == G_TYPE_INT64;
  bool string = json_node_get_value_type (argument) == G_TYPE_STRING;

  *expected = NULL;
  if (g_str_equal (verb, "collect"))
    {
      *expected = "a generation: 0, 1 or 2";
      return integer && json_node_get_int (argument) >= 0 && json_node_get_int (argument) <= 2
                 ? g_strdup_printf ("print('collected', __gc__.collect(%d))", (int) json_node_get_int (argument))
                 : NULL;
    }
  if (g_str_equal (verb, "threshold"))
    {
      *expected = "a list of three numbers";
      return get_integers (argument, values, 3) == 3 && values[0] >= 0 && values[1] >= 0 && values[2] >= 0
                 ? g_strdup_printf ("__gc__.set_threshold(%d, %d, %d)", (int) values[0], (int) values[1], (int) values[2])
                 : NULL;
    }
  if (g_str_equal (verb, "automatic"))
    {
      *expected = "true or false";
      return json_node_get_value_type (argument) == G_TYPE_BOOLEAN
                 ? g_strdup (json_node_get_boolean (argument) ? "__gc__.enable()" : "__gc__.disable()")
                 : NULL;
    }
  if (g_str_equal (verb, "del"))
    {
      *expected = "a place, such as a, a.next or items[0]";
      g_autofree char *place = string ? place_to_source (json_node_get_string (argument)) : NULL;
      return place != NULL ? g_strconcat ("del ", place, NULL) : NULL;
    }
  if (g_str_equal (verb, "count"))
    {
      *expected = "a place, such as a, a.next or items[0]";
      g_autofree char *place = string ? place_to_source (json_node_get_string (argument)) : NULL;
      return place != NULL ? g_strdup_printf ("print('%s:', __sys__.getrefcount(%s) - 1)", json_node_get_string (argument),
                                              place)
                           : NULL;
    }
  if (g_str_equal (verb, "forget"))
    {
      *expected = "true";
      return json_node_get_value_type (argument) == G_TYPE_BOOLEAN ? g_strdup ("__resurrected__.clear()") : NULL;
    }
  if (g_str_equal (verb, "print"))
    {
      *expected = "a text";
      g_autofree char *text = string ? quote (json_node_get_string (argument)) : NULL;
      return text != NULL ? g_strdup_printf ("print(%s)", text) : NULL;
    }
  return NULL;
}

static bool
translate_assignment (Translator *self, JsonObject *step, GcoreJsonPlace at, const char *path)
{
  bool append = json_object_has_member (step, "append");
  const char *verb = append ? "append" : "set", *word = append ? "value" : "to";
  const char *text = json_object_get_string_member_with_default (step, verb, NULL);
  g_autofree char *place = text != NULL ? place_to_source (text) : NULL;

  if (place == NULL)
    return fail (self, at, g_strdup_printf ("%s.%s", path, verb), "“%s” names a place, such as a, a.next or items[0]", verb);
  if (!json_object_has_member (step, word) || json_object_get_size (step) != 2)
    return fail (self, at, g_strdup (path), "“%s” goes with “%s” and nothing else", verb, word);
  g_autofree char *value_path = g_strdup_printf ("%s.%s", path, word);
  g_autofree char *value = value_to_source (self, json_object_get_member (step, word),
                                            gcore_json_source_member_place (self->json, step, word), value_path, NULL);
  if (value == NULL)
    return false;
  g_autofree char *statement = append ? g_strdup_printf ("%s.append(%s)", place, value)
                                      : g_strdup_printf ("%s = %s", place, value);
  emit (self, at, statement);
  return true;
}

static bool
translate_step (Translator *self, JsonNode *node, GcoreJsonPlace at, const char *path)
{
  const char *expected;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return fail (self, at, g_strdup (path), "a step is an object, such as {\"collect\": 2}");
  JsonObject *step = json_node_get_object (node);
  if (json_object_has_member (step, "set") || json_object_has_member (step, "append"))
    return translate_assignment (self, step, at, path);
  g_autoptr (GList) members = json_object_get_members (step);
  const char *verb = members->data;
  g_autofree char *statement = simple_step (verb, json_object_get_member (step, verb), &expected);
  if (statement == NULL && expected == NULL)
    return fail (self, at, g_strdup_printf ("%s.%s", path, verb),
                 "there is no step “%s”: set, append, del, collect, threshold, automatic, count, print, forget", verb);
  if (statement == NULL)
    return fail (self, at, g_strdup_printf ("%s.%s", path, verb), "“%s” wants %s", verb, expected);
  if (members->next != NULL)
    return fail (self, at, g_strdup (path), "“%s” stands alone in its step", verb);
  emit (self, at, statement);
  return true;
}

static bool
translate_steps (Translator *self, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "steps");

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, gcore_json_source_member_place (self->json, root, "steps"), g_strdup ("$.steps"),
                 "steps is a list of steps");
  JsonArray *steps = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      g_autofree char *path = g_strdup_printf ("$.steps[%u]", i);
      if (!translate_step (self, json_array_get_element (steps, i), gcore_json_source_element_place (self->json, steps, i),
                           path))
        return false;
    }
  return true;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool
check_root (Translator *self, JsonNode *node, JsonObject **types, JsonObject **objects)
{
  static const char *const known[] = { "heapscope", "title", "types", "objects", "roots", "steps", "$schema", NULL };
  GcoreJsonPlace start = { 1, 1 };

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, start, g_strdup ("$"), "an object-graph program is one JSON object");
  JsonObject *root = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (root);
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return fail (self, gcore_json_source_member_place (self->json, root, l->data),
                   g_strdup_printf ("$.%s", (char *) l->data), "there is no “%s” in an object-graph program",
                   (char *) l->data);
  JsonNode *version = json_object_get_member (root, "heapscope");
  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) != FORMAT_VERSION)
    return fail (self, version != NULL ? gcore_json_source_member_place (self->json, root, "heapscope") : start,
                 g_strdup ("$.heapscope"), "“heapscope” has to be %d, the version of the format", FORMAT_VERSION);
  JsonObject **found[] = { types, objects };
  const char *const names[] = { "types", "objects" };
  for (int i = 0; i < 2; i++)
    {
      JsonNode *part = json_object_get_member (root, names[i]);
      *found[i] = part != NULL && JSON_NODE_HOLDS_OBJECT (part) ? json_node_get_object (part) : NULL;
      if (*found[i] == NULL && (part != NULL || i == 1))
        return fail (self, part != NULL ? gcore_json_source_member_place (self->json, root, names[i]) : start,
                     g_strdup_printf ("$.%s", names[i]), "“%s” is an object with a member for each", names[i]);
    }
  return true;
}

static bool
translate (Translator *self)
{
  JsonNode *node = gcore_json_source_root (self->json);
  JsonObject *types, *objects;
  GcoreJsonPlace first = { 1, 1 };

  if (!check_root (self, node, &types, &objects))
    return false;
  emit (self, first, "import gc as __gc__, sys as __sys__, weakref as __weakref__; __resurrected__ = []");
  g_autoptr (GList) type_names = types != NULL ? json_object_get_members (types) : NULL;
  for (GList *l = type_names; l != NULL; l = l->next)
    if (!translate_type (self, types, l->data))
      return false;
  g_autoptr (GList) names = json_object_get_members (objects);
  for (GList *l = names; l != NULL; l = l->next)
    g_hash_table_add (self->objects, g_strdup (l->data));
  for (GList *l = names; l != NULL; l = l->next)
    if (!translate_object (self, objects, l->data))
      return false;
  JsonObject *root = json_node_get_object (node);
  return translate_roots (self, root, objects) && translate_steps (self, root);
}

char *
gcore_json_program_to_source (const char *text, gsize length, const char *filename, GcoreProblem **problem)
{
  Translator self = { .filename = filename, .problem = problem, .line = 1 };
  g_autofree char *message = NULL;
  GcoreJsonPlace place;

  *problem = NULL;
  self.json = gcore_json_source_parse (text, length, &message, &place);
  if (self.json == NULL)
    {
      fail (&self, place, NULL, "%s", message);
      return NULL;
    }
  self.source = g_string_new (NULL);
  self.types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.deferred = g_ptr_array_new_with_free_func (free_deferred);
  bool good = translate (&self);
  g_string_append_c (self.source, '\n');
  gcore_json_source_free (self.json);
  g_hash_table_unref (self.types);
  g_hash_table_unref (self.objects);
  g_hash_table_unref (self.made);
  g_ptr_array_unref (self.deferred);
  return g_string_free (self.source, !good);
}
