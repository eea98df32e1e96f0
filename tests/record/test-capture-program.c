/* SPDX-License-Identifier: MIT */
/* Snapshots of real programs, stopped where the comment "here" stands. */
#include <glib.h>

#include "gcore/image/copy.h"
#include "gcore/machine/machine.h"
#include "gcore/record/snapshot.h"

static void
write_output (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  g_string_append_len (data, bytes, (gssize) n_bytes);
}

/* Line (from 1) of the word "here" in SOURCE. */
static int
line_of_here (const char *source)
{
  const char *here = strstr (source, "# here");
  g_assert_nonnull (here);
  int line = 1;
  for (const char *c = source; c < here; c++)
    line += *c == '\n';
  return line;
}

typedef struct
{
  GString *output;
  GcoreHost host;
  GcoreMachine *machine;
} Program;

static void
program_start (Program *program, const char *source, const GcoreOptions *options)
{
  program->output = g_string_new (NULL);
  program->host = (GcoreHost){ .data = program->output, .write = write_output };
  program->machine = gcore_machine_new (options, &program->host);
  g_assert_nonnull (program->machine);
  g_assert_cmpint (gcore_machine_load_file (program->machine, source, strlen (source), "program.py"), ==, 0);
  g_assert_cmpint (gcore_machine_add_breakpoint (program->machine, "program.py", line_of_here (source)), ==, 0);
}

static void
program_run_to_here (Program *program, const char *source, const GcoreOptions *options)
{
  program_start (program, source, options);
  GcoreStopReason halt = gcore_machine_continue (program->machine);
  if (halt != GCORE_STOP_BREAKPOINT)
    g_test_message ("output: %s", program->output->str);
  g_assert_cmpint (halt, ==, GCORE_STOP_BREAKPOINT);
}

static void
program_end (Program *program)
{
  gcore_machine_free (program->machine);
  g_string_free (program->output, TRUE);
}

static GcoreSnapshot *
capture (bool all_objects)
{
  char message[300] = "";
  GcoreSnapshotBudget budget = { .all_objects = all_objects, .blocks = true, .max_collections = 100 };
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);
  g_assert_nonnull (snapshot);
  gcore_snapshot_check (snapshot, message, sizeof message);
  g_assert_cmpstr (message, ==, "");
  return snapshot;
}

/* Every object's references add up, the singletons' excepted. */
static void
assert_all_counted (const GcoreSnapshot *snapshot)
{
  guint n_wrong = 0;
  for (guint32 i = 0; i < snapshot->n_objects; i++)
    {
      const GcoreSnapshotObject *object = &snapshot->objects[i];
      if ((object->flags & GCORE_OBJECT_COUNTED) != 0 || object->refcount > 500000000)
        continue;
      if (n_wrong++ < 40)
        {
          g_test_message ("%#" G_GINT64_MODIFIER "x %s %s: count %d, references:", object->address,
                          gcore_snapshot_string (snapshot, object->type_name),
                          gcore_snapshot_string (snapshot, object->value), (int) object->refcount);
          for (guint32 j = snapshot->incoming_start[i]; j < snapshot->incoming_start[i + 1]; j++)
            {
              const GcoreSnapshotRef *ref = &snapshot->refs[snapshot->incoming[j]];
              g_test_message ("    %s of %s", gcore_snapshot_string (snapshot, ref->label),
                              ref->holder_kind == GCORE_HOLDER_OBJECT
                                ? gcore_snapshot_string (snapshot, snapshot->objects[ref->holder].type_name)
                                : "a call or the interpreter");
            }
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static guint32
find_global (const GcoreSnapshot *snapshot, const char *name)
{
  for (guint32 i = 0; i < snapshot->n_refs; i++)
    if (snapshot->refs[i].kind == GCORE_REF_LOCAL && snapshot->refs[i].holder_kind == GCORE_HOLDER_OBJECT
        && g_str_equal (gcore_snapshot_string (snapshot, snapshot->refs[i].label), name))
      return snapshot->refs[i].target;
  g_error ("no variable %s", name);
}

/* --- the programs ------------------------------------------------------------------------------------------------- */

static const char nodes[] = "class Node:\n"
                            "    def __init__(self, name):\n"
                            "        self.name = name\n"
                            "        self.next = None\n"
                            "a = Node('a')\n"
                            "b = Node('b')\n"
                            "a.next = b\n"
                            "b.next = a\n"
                            "lost = Node('lost')\n"
                            "lost.next = lost\n"
                            "del lost\n"
                            "pass # here\n";

static void
test_nodes (void)
{
  Program program;
  program_run_to_here (&program, nodes, &(GcoreOptions){ .record_births = true });
  GcoreSnapshot *snapshot = capture (true);
  assert_all_counted (snapshot);
  const GcoreSnapshotObject *a = &snapshot->objects[find_global (snapshot, "a")];
  g_assert_cmpstr (gcore_snapshot_string (snapshot, a->type_name), ==, "Node");
  g_assert_cmpuint (a->n_refs, ==, 3);
  g_assert_cmpstr (gcore_snapshot_string (snapshot, snapshot->refs[a->first_ref].label), ==, ".name");
  g_assert_cmpstr (gcore_snapshot_string (snapshot, snapshot->refs[a->first_ref + 1].label), ==, ".next");
  g_assert_cmpstr (gcore_snapshot_string (snapshot, snapshot->refs[a->first_ref + 2].label), ==, "__class__");
  g_assert_cmpuint (a->size, ==, 56);
  g_assert_cmpuint (a->born_line, ==, 5);
  g_assert_cmpint (a->refcount, ==, 2);
  g_assert_true (a->flags & GCORE_OBJECT_USER);
  guint n_lost = 0;
  for (guint32 i = 0; i < snapshot->n_objects; i++)
    n_lost += (snapshot->objects[i].flags & GCORE_OBJECT_UNREACHABLE) != 0
              && g_str_equal (gcore_snapshot_string (snapshot, snapshot->objects[i].type_name), "Node");
  g_assert_cmpuint (n_lost, ==, 1);
  g_assert_cmpuint (snapshot->n_frames, ==, 1);
  g_assert_true (snapshot->frames[0].is_module);
  g_assert_cmpuint (snapshot->line, ==, 12);
  gcore_snapshot_unref (snapshot);
  program_end (&program);
}

static const char everything[] = "import gc, weakref, sys\n"
                                 "class Slotted:\n"
                                 "    __slots__ = ('x', 'y')\n"
                                 "    def __init__(self): self.x = self\n"
                                 "class Base(list):\n"
                                 "    pass\n"
                                 "class Error(ValueError):\n"
                                 "    pass\n"
                                 "def closure(n):\n"
                                 "    def inner(): return n\n"
                                 "    return inner\n"
                                 "def generate():\n"
                                 "    held = [1, 2]\n"
                                 "    yield held\n"
                                 "    yield 2\n"
                                 "g = generate()\n"
                                 "first = next(g)\n"
                                 "s = Slotted()\n"
                                 "b = Base([1, 2])\n"
                                 "b.attribute = {'k': (1, 2), 3: 4.5}\n"
                                 "b.__dict__\n"
                                 "c = closure([1])\n"
                                 "w = weakref.ref(c, lambda r: None)\n"
                                 "it = iter([1, 2, 3]); next(it)\n"
                                 "views = {}.keys(), {1: 2}.items(), enumerate('ab'), zip([1], [2]), map(len, ['a'])\n"
                                 "things = [10 ** 40, 1.5, 2j, b'bytes', bytearray(b'x'), range(10 ** 20),\n"
                                 "          slice(1, 2), {1, 2}, frozenset('ab'), len, [].append, property(len),\n"
                                 "          super, type, None]\n"
                                 "try:\n"
                                 "    {}['missing']\n"
                                 "except KeyError as e:\n"
                                 "    kept = e\n"
                                 "def deep(n, *args, **kwargs):\n"
                                 "    if n:\n"
                                 "        return [deep(n - 1, n, k=n), 'held on the stack']\n"
                                 "    return sys.getrefcount(args) # here\n"
                                 "deep(5)\n";

static void
test_everything_adds_up (void)
{
  Program program;
  program_run_to_here (&program, everything, NULL);
  GcoreSnapshot *snapshot = capture (true);
  assert_all_counted (snapshot);
  g_assert_cmpuint (snapshot->n_frames, ==, 7);
  g_assert_cmpstr (gcore_snapshot_string (snapshot, snapshot->frames[6].name), ==, "deep");
  gcore_snapshot_unref (snapshot);
  program_end (&program);
}

static const char dying[] = "import gc, weakref\n"
                            "class Node:\n"
                            "    def __del__(self):\n"
                            "        kept.append(self.other)\n"
                            "kept = []\n"
                            "gc.disable()\n"
                            "gc.collect()\n"
                            "a, b = Node(), Node()\n"
                            "a.other, b.other = b, a\n"
                            "silent = weakref.ref(a)\n"
                            "heard = weakref.ref(b, lambda ref: None)\n"
                            "lost = []\n"
                            "lost.append(lost)\n"
                            "del a, b, lost # here\n"
                            "gc.collect(0)\n";

static const GcoreSnapshotObject *
current_object (const GcoreSnapshot *snapshot)
{
  g_assert_cmpuint (snapshot->open.current, !=, GCORE_NO_ROW);
  return &snapshot->objects[snapshot->open.current];
}

/* What is known at the beginning of each phase. */
static void
check_open_collection (const GcoreSnapshotOpenCollection *open)
{
  g_assert_cmpuint (open->current, ==, GCORE_NO_ROW);
  if (open->phase > GCORE_PHASE_MOVE_UNREACHABLE)
    g_assert_cmpuint (open->unreachable, ==, 3);
  g_assert_cmpuint (open->callbacks_due, ==, 0);
  g_assert_cmpuint (open->weakrefs_cleared, ==, open->phase > GCORE_PHASE_CLEAR_WEAKREFS ? 2 : 0);
  g_assert_cmpuint (open->callbacks_called, ==, open->phase > GCORE_PHASE_CLEAR_WEAKREFS ? 1 : 0);
  g_assert_cmpuint (open->finalizers_called, ==, open->phase > GCORE_PHASE_FINALIZE ? 2 : 0);
  g_assert_cmpuint (open->resurrected, ==, open->phase > GCORE_PHASE_RESURRECTION ? 2 : 0);
}

static void
test_inside_a_collection (void)
{
  Program program;
  GHashTable *phases = g_hash_table_new (NULL, NULL);
  guint n_due = 0, n_references = 0;
  program_run_to_here (&program, dying, NULL);
  while (gcore_machine_resume (program.machine, GCORE_RUN_COLLECTION_STEP) == GCORE_STOP_COLLECTOR
         && GCORE_COLLECTOR->collection.generation == 0)
    {
      GcoreSnapshot *snapshot = capture (true);
      const GcoreSnapshotOpenCollection *open = &snapshot->open;
      if (open->current == GCORE_NO_ROW && open->phase == open->inner_phase
          && g_hash_table_add (phases, GUINT_TO_POINTER (open->phase)))
        check_open_collection (open);
      if (open->phase == GCORE_PHASE_CLEAR_WEAKREFS && open->callbacks_due > 0)
        {
          n_due++;
          bool calling = current_object (snapshot)->flags & GCORE_OBJECT_WEAKREF;
          g_assert_true (!calling || current_object (snapshot)->flags & GCORE_OBJECT_CALLBACK_DUE);
        }
      if (open->referent != GCORE_NO_ROW)
        n_references++;
      gcore_snapshot_unref (snapshot);
    }
  g_assert_cmpuint (g_hash_table_size (phases), ==, GCORE_N_PHASES);
  g_assert_cmpuint (n_due, >=, 2); /* the object behind it in the list, and the call itself */
  g_assert_cmpuint (n_references, >, 0);
  g_assert_cmpint (gcore_gc_record (GCORE_COLLECTOR->n_collections)->deeds.resurrected, ==, 2);
  g_hash_table_unref (phases);
  program_end (&program);
}

static const char sizes[]
    = "import sys, weakref\n"
      "class Plain: pass\n"
      "class Slots: __slots__ = ('a', 'b')\n"
      "class L(list): pass\n"
      "class D(dict): pass\n"
      "class S(str): pass\n"
      "class T(tuple): pass\n"
      "class E(Exception): pass\n"
      "def f(a, b=1): yield a\n"
      "p = Plain(); p.x = 1; q = Plain(); q.y = 2; q.__dict__\n"
      "objects = [0, 1, 2 ** 30, 10 ** 40, True, 1.5, 2j, '', 'abc', 'ä', 'π', '\\U0001f600', b'xy',\n"
      "           bytearray(b'abc'), (), (1, 2), [], [1], [1, 2, 3], list(range(50)), {}, {1: 2},\n"
      "           {str(i): i for i in range(9)}, {1, 2}, set(range(100)), frozenset('a'), range(3),\n"
      "           slice(1), None, len, f, f(1), f.__code__, p, q, q.__dict__, Slots(), L([1, 2]),\n"
      "           D(a=1), S('abc'), T((1, 2)), E('x'), KeyError(1), OSError(1, 'x'), Plain, Slots, L,\n"
      "           int, type, sys, weakref.ref(p), iter([]), iter({}), enumerate([]), p.__init__,\n"
      "           property(len), sys._getframe(), (lambda: p).__code__, Plain.__dict__]\n"
      "sizes = [sys.getsizeof(o) for o in objects]\n"
      "pass # here\n";

static void
test_sizes (void)
{
  Program program;
  program_run_to_here (&program, sizes, NULL);
  GcoreSnapshot *snapshot = capture (true);
  const GcoreSnapshotObject *objects = &snapshot->objects[find_global (snapshot, "objects")];
  const GcoreSnapshotObject *expected = &snapshot->objects[find_global (snapshot, "sizes")];
  g_assert_cmpuint (objects->n_refs, ==, expected->n_refs);
  g_assert_cmpuint (objects->n_refs, >, 50);
  guint n_wrong = 0;
  for (guint32 i = 0; i < objects->n_refs; i++)
    {
      const GcoreSnapshotObject *object = &snapshot->objects[snapshot->refs[objects->first_ref + i].target];
      const GcoreSnapshotObject *size = &snapshot->objects[snapshot->refs[expected->first_ref + i].target];
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, object->size);
      if (!g_str_equal (text, gcore_snapshot_string (snapshot, size->value)))
        {
          n_wrong++;
          g_test_message ("%s %s: %s, not %s", gcore_snapshot_string (snapshot, object->type_name),
                          gcore_snapshot_string (snapshot, object->value), text,
                          gcore_snapshot_string (snapshot, size->value));
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
  gcore_snapshot_unref (snapshot);
  program_end (&program);
}

/* Inside a sort's key function, so that C code holds references of its own. */
static const char inside_c[] = "class K:\n"
                               "    def __init__(self, n): self.n = n\n"
                               "    def __lt__(self, other):\n"
                               "        return self.n < other.n # here\n"
                               "sorted([K(3), K(1), K(2)])\n"
                               "[K(i) for i in range(3)]\n";

static void
test_inside_c_code (void)
{
  Program program;
  program_run_to_here (&program, inside_c, NULL);
  GcoreSnapshot *snapshot = capture (true);
  assert_all_counted (snapshot);
  gcore_snapshot_unref (snapshot);
  program_end (&program);
}

static void
test_every_instruction_adds_up (void)
{
  Program program;
  program_start (&program, everything, &(GcoreOptions){ .record_births = true });
  gcore_machine_clear_breakpoints (program.machine);
  guint n = 0;
  while (gcore_machine_resume (program.machine, GCORE_RUN_INSTRUCTION) == GCORE_STOP_STEPPED)
    if (n++ % 7 == 0)
      {
        GcoreSnapshot *snapshot = capture (true);
        assert_all_counted (snapshot);
        gcore_snapshot_unref (snapshot);
      }
  g_assert_cmpuint (n, >, 500);
  program_end (&program);
}

static void
test_partial_snapshot (void)
{
  Program program;
  program_run_to_here (&program, nodes, &(GcoreOptions){ .record_births = true });
  GcoreSnapshot *snapshot = capture (false);
  for (guint32 i = 0; i < snapshot->n_objects; i++)
    if ((snapshot->objects[i].flags & GCORE_OBJECT_USER) != 0)
      g_assert_true (snapshot->objects[i].flags & GCORE_OBJECT_COUNTED);
  g_assert_cmpuint (snapshot->n_objects, <, 200);
  g_assert_cmpuint (snapshot->n_objects_total, >, snapshot->n_objects);
  gcore_snapshot_unref (snapshot);
  program_end (&program);
}

static void
test_nothing_changes (void)
{
  Program program;
  program_run_to_here (&program, everything, NULL);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  gcore_snapshot_unref (capture (true));
  g_assert_true (gcore_image_equal (copy, NULL));
  gcore_image_copy_free (copy);
  program_end (&program);
}

/* A checkpoint taken in the middle leads to the same end. */
static void
test_restored_program_repeats (void)
{
  Program program;
  program_run_to_here (&program, everything, NULL);
  gcore_machine_clear_breakpoints (program.machine);
  GcoreImageCopy *copy = gcore_image_copy (NULL, NULL);
  GcoreStopReason halt = gcore_machine_continue (program.machine);
  guint64 digest = gcore_image_digest ();
  for (guint i = 0; i < 3; i++)
    {
      gcore_image_restore (copy);
      g_assert_cmpint (gcore_machine_continue (program.machine), ==, halt);
      g_assert_cmpuint (gcore_image_digest (), ==, digest);
    }
  gcore_image_copy_free (copy);
  program_end (&program);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture-program/instances-by-their-attributes", test_nodes);
  g_test_add_func ("/capture-program/sizes/are-what-getsizeof-says", test_sizes);
  g_test_add_func ("/capture-program/counts/of-all-kinds-of-objects-add-up", test_everything_adds_up);
  g_test_add_func ("/capture-program/collection/what-each-phase-has-done", test_inside_a_collection);
  g_test_add_func ("/capture-program/counts/add-up-inside-c-code", test_inside_c_code);
  g_test_add_func ("/capture-program/counts/add-up-at-every-instruction", test_every_instruction_adds_up);
  g_test_add_func ("/capture-program/selection/user-objects-stay-complete", test_partial_snapshot);
  g_test_add_func ("/capture-program/image/stays-as-it-was", test_nothing_changes);
  g_test_add_func ("/capture-program/image/a-restored-program-repeats-itself", test_restored_program_repeats);
  return g_test_run ();
}
