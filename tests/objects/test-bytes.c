/* SPDX-License-Identifier: MIT */
#include "scalars-fixture.h"

#include "gcore/objects/bytearray.h"

TABLE_TEST (construction,
            { "bytes(3), bytes([1, 2]), bytes('\\xe9', 'utf-8'), bytes(bytearray(b'x')), bytes(i for i in (65, 66))",
              "(b'\\x00\\x00\\x00', b'\\x01\\x02', b'\\xc3\\xa9', b'x', b'AB')" },
            { "bytes('x')", "TypeError: string argument without an encoding" },
            { "bytes([256])",
              "ValueError: bytes must be in range(0, 256)" }, { "bytes(-1)", "ValueError: negative count" },
            { "bytes.fromhex('61 6z')", "ValueError: non-hexadecimal number found in fromhex() arg at position 4" })

TABLE_TEST (methods_work_on_both_types,
            { "b'a,b'.split(b','), bytearray(b'a,b').partition(b',')",
              "([b'a', b'b'], (bytearray(b'a'), bytearray(b','), bytearray(b'b')))" },
            { "b'abcb'.replace(b'b', b'--', 1), b'aBc'.swapcase(), b'-5'.zfill(4), b'ab'.center(5, b'*')",
              "(b'a--cb', b'AbC', b'-005', b'**ab*')" },
            { "b'abc'.hex('-'), b'abcde'.hex(':', 2), b'x'.join([b'1', bytearray(b'2')])",
              "('61-62-63', '61:6263:6465', b'1x2')" },
            { "b'abc'.find(98), 98 in b'abc', b'bc' in b'abc', b'abc'.translate(None, b'b')",
              "(1, True, True, b'ac')" },
            { "b'a'.find('a')", "TypeError: argument should be integer or bytes-like object, not 'str'" },
            { "b'a' + 'a'", "TypeError: can't concat str to bytes" })

TABLE_TEST (repr_chooses_quotes,
            { "b\"it's\", b'\\'\"', b'\\x00\\xff\\n', bytearray(b'a')",
              "(b\"it's\", b'\\'\"', b'\\x00\\xff\\n', bytearray(b'a'))" })

static void
bytearray_grows_in_steps (Fixture *fixture, gconstpointer data)
{
  expect_output (fixture,
                 "a, sizes = bytearray(), []\n"
                 "for i in range(30):\n"
                 "    a.append(i)\n"
                 "    if not sizes or a.__sizeof__() != sizes[-1]: sizes.append(a.__sizeof__())\n"
                 "print(sizes, bytearray(5).__sizeof__())\n",
                 "[58, 61, 64, 68, 75, 83, 92] 62\n");
}

static void
bytearray_changes_in_place (Fixture *fixture, gconstpointer data)
{
  expect_output (fixture,
                 "a = bytearray(range(8))\n"
                 "del a[::3]\n"
                 "a[1:2] = b'xyz'\n"
                 "a.insert(0, 9)\n"
                 "a.extend([1, 2])\n"
                 "print(a)\n"
                 "print(a.pop(), a.pop(0))\n"
                 "a *= 2\n"
                 "a.reverse()\n"
                 "print(a)\n",
                 "bytearray(b'\\t\\x01xyz\\x04\\x05\\x07\\x01\\x02')\n2 9\n"
                 "bytearray(b'\\x01\\x07\\x05\\x04zyx\\x01\\x01\\x07\\x05\\x04zyx\\x01')\n");
}

static void
views_hold_the_bytearray (Fixture *fixture, gconstpointer data)
{
  expect_output (fixture,
                 "a = bytearray(b'abcdef')\n"
                 "view = memoryview(a)[1:5:2]\n"
                 "view[0] = 66\n"
                 "print(a, view.tobytes(), len(view), view.readonly)\n"
                 "try: a.append(1)\n"
                 "except BufferError as e: print(e)\n"
                 "view.release()\n"
                 "a.append(33)\n"
                 "print(a)\n",
                 "bytearray(b'aBcdef') b'Bd' 2 False\n"
                 "Existing exports of data: object cannot be re-sized\n"
                 "bytearray(b'aBcdef!')\n");
}

static void
one_byte_objects_are_shared (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_bytes_from_string ("x"), *b = gcore_bytes_from_string_and_size ("x", 1);
  g_assert_true (a == b);
  gcore_decref (a);
  gcore_decref (b);
}

static void
every_allocation_may_fail (Fixture *fixture, gconstpointer data)
{
  GcoreObject *separator = gcore_bytes_from_string ("--"), *text = gcore_str_from_string ("ab\u00e9");
  for (uint64_t n = 1;; n++)
    {
      gcore_mem_fail_after (n);
      GcoreObject *encoded = gcore_str_as_encoded_string (text, "ascii", "backslashreplace");
      GcoreObject *joined = NULL, *array = NULL;
      GcoreObject *list = encoded == NULL ? NULL : gcore_sequence_list (encoded);
      GcoreObject *again = list == NULL ? NULL : gcore_bytes_from_object (list), *repr = NULL;
      if (again != NULL && (array = gcore_bytearray_from_object (again)) != NULL)
        joined = gcore_object_call_method_obj_args (separator, GCORE_ID (join), list, NULL);
      if (array != NULL)
        {
          /* ints are no bytes: joining fails for another reason */
          g_assert_null (joined);
          if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
            {
              gcore_err_clear ();
              repr = gcore_object_repr (array);
            }
        }
      gcore_mem_fail_after (0);
      GcoreObject *made[] = { encoded, list, again, array };
      for (size_t i = 0; i < G_N_ELEMENTS (made); i++)
        gcore_xdecref (made[i]);
      if (repr != NULL)
        {
          g_assert_cmpstr (gcore_str_as_utf8 (repr), ==, "bytearray(b'ab\\\\xe9')");
          gcore_decref (repr);
          break;
        }
      g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
      gcore_err_clear ();
    }
  gcore_decref (separator);
  gcore_decref (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/bytes/new/from-other-objects", construction);
  ADD ("/bytes/methods/work-on-both-types", methods_work_on_both_types);
  ADD ("/bytes/repr/chooses-quotes", repr_chooses_quotes);
  ADD ("/bytes/cache/one-byte-objects-are-shared", one_byte_objects_are_shared);
  ADD ("/bytearray/size/grows-in-steps", bytearray_grows_in_steps);
  ADD ("/bytearray/change/in-place", bytearray_changes_in_place);
  ADD ("/memoryview/export/holds-the-bytearray", views_hold_the_bytearray);
  ADD ("/bytes/memory/every-allocation-may-fail", every_allocation_may_fail);
  return g_test_run ();
}
