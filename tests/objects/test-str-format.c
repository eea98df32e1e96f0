/* SPDX-License-Identifier: MIT */
#include "scalars-fixture.h"

static void
from_format_knows_its_directives (Fixture *fixture, gconstpointer data)
{
  GcoreObject *name = gcore_str_from_string ("n\u00e9");
  GcoreObject *str = gcore_str_from_format ("%s|%.2s|%5d|%05d|%-4U|%R|%A|%c|%zd|%lu|%x|%V|%%", "abc", "abc", -42, 42,
                                            name, name, name, 0x1234, (intptr_t) -1, 7ul, 255u, NULL, "fallback");
  g_assert_cmpstr (gcore_str_as_utf8 (str), ==,
                   "abc|ab|  -42|00042|n\u00e9  |'n\u00e9'|'n\\xe9'|\u1234|-1|7|ff|fallback|%");
  gcore_decref (str);
  gcore_decref (name);
}

TABLE_TEST (percent_lays_out_numbers,
            { "'%5d|%-5d|%05d|%+d|% d' % (42, 42, 42, 42, 42)", "'   42|42   |00042|+42| 42'" },
            { "'%#x %#o %X %.5d %08.3d' % (255, 8, 255, 42, 7)", "'0xff 0o10 FF 00042 00000007'" },
            { "'%.2f %e %g %5.1f %#.0f' % (2.675, 1.5, 1e20, -1.25, 1)", "'2.67 1.500000e+00 1e+20  -1.2 1.'" },
            { "'%*d|%.*f' % (-4, 3, 1, 2.25)", "'3   |2.2'" })

TABLE_TEST (percent_takes_texts_and_mappings,
            { "'%s %r %a %c%c' % (1, 'x', '\\xe9', 'y', 122)", "\"1 'x' '\\\\xe9' yz\"" },
            { "'%(a)s-%(b(c))5s' % {'a': 1, 'b(c)': 2}", "'1-    2'" }, { "'%s' % (('t',),)", "\"('t',)\"" })

TABLE_TEST (percent_complains, { "'%d' % 'x'", "TypeError: %d format: a real number is required, not str" },
            { "'%x' % 1.5", "TypeError: %x format: an integer is required, not float" },
            { "'%s %s' % 1", "TypeError: not enough arguments for format string" },
            { "'%s' % (1, 2)", "TypeError: not all arguments converted during string formatting" },
            { "'%y' % 1", "ValueError: unsupported format character 'y' (0x79) at index 1" },
            { "'%(a)s' % 1", "TypeError: format requires a mapping" }, { "'%' % 1", "ValueError: incomplete format" })

TABLE_TEST (bytes_percent, { "b'%s %d %05.1f %c %a' % (b'x', 3, 1.5, 65, '\\xe9')", "b\"x 3 001.5 A '\\\\xe9'\"" },
            { "b'%s' % 'x'",
              "TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'" })

TABLE_TEST (fields_look_up_and_nest,
            { "'{} {1[0]} {a.real} {{}}'.format(1, a=3)",
              "ValueError: cannot switch from automatic field numbering to manual field specification" },
            { "'{0} {1[0]} {a.real} {{}}'.format(1, [2], a=3)", "'1 2 3 {}'" },
            { "'{!r:>{w}}|{:{}{}}'.format('x', 3, '*<', 4, w=5)", "\"  'x'|3***\"" },
            { "'{a[k]}'.format_map({'a': {'k': 'v'}})", "'v'" },
            { "'{:{:{}}}'.format(1, 2, 3)", "ValueError: Max string recursion exceeded" })

TABLE_TEST (templates_complain, { "'{'.format()", "ValueError: Single '{' encountered in format string" },
            { "'}'.format()", "ValueError: Single '}' encountered in format string" },
            { "'{}'.format()", "IndexError: Replacement index 0 out of range for positional args tuple" },
            { "'{0!x}'.format(1)", "ValueError: Unknown conversion specifier x" },
            { "'{0.}'.format(1)", "ValueError: Empty attribute in format string" },
            { "'{a}'.format()", "KeyError: 'a'" })

TABLE_TEST (integer_specifications,
            { "format(1234567, ','), format(255, '#_b'), format(-42, '06'), format(255, '*^+9x')",
              "('1,234,567', '0b1111_1111', '-00042', '***+ff***')" },
            { "format(1234, '010,'), format(65, 'c'), format(3, '.1f'), format(1, '%')",
              "('00,001,234', 'A', '3.0', '100.000000%')" },
            { "format(3, '.2')", "ValueError: Precision not allowed in integer format specifier" },
            { "format(3, 's')", "ValueError: Unknown format code 's' for object of type 'int'" },
            { "format(3, ',x')", "ValueError: Cannot specify ',' with 'x'." })

TABLE_TEST (float_specifications,
            { "format(1234.5, ',.2f'), format(-0.04, 'z.1f'), format(1e16, ''), format(0.1, '.3'), format(1.0, '.1')",
              "('1,234.50', '0.0', '1e+16', '0.1', '1e+00')" },
            { "format(float('-inf'), '010'), format(float('nan'), '+'), format(1.5, '020,.2f')",
              "('-000000inf', '+nan', '0,000,000,000,001.50')" },
            { "format(1.5-2j, '.1f'), format(2j, '>8'), format(1+1j, '+')", "('1.5-2.0j', '      2j', '(+1+1j)')" })

TABLE_TEST (text_specifications,
            { "format('abc', '*^7.2'), format('abc', '05'), format('abc', '>4s')", "('**ab***', 'abc00', ' abc')" },
            { "format('abc', '=5')", "ValueError: '=' alignment not allowed in string format specifier" },
            { "format('a', '5d5')", "ValueError: Invalid format specifier '5d5' for object of type 'str'" })

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/str-format/c/knows-its-directives", from_format_knows_its_directives);
  ADD ("/str-format/percent/lays-out-numbers", percent_lays_out_numbers);
  ADD ("/str-format/percent/takes-texts-and-mappings", percent_takes_texts_and_mappings);
  ADD ("/str-format/percent/complains", percent_complains);
  ADD ("/str-format/percent/of-bytes", bytes_percent);
  ADD ("/str-format/template/fields-look-up-and-nest", fields_look_up_and_nest);
  ADD ("/str-format/template/complains", templates_complain);
  ADD ("/str-format/specification/of-integers", integer_specifications);
  ADD ("/str-format/specification/of-floats", float_specifications);
  ADD ("/str-format/specification/of-texts", text_specifications);
  return g_test_run ();
}
