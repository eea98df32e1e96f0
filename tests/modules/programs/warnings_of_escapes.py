import warnings

SOURCES = ["'\\d'", "b'\\d'", "'\\477'", "b'\\400'", "f'{1}\\d'", "f'\\d{1}\\e'", "'''\n\n   \\d'''", "x = 1\ny = ('a'\n  '\\z')", "r'\\d'",
           "'\\é'", "'\\d' '\\e'", "'\\N{SPACE}'", "1if 1 else 2", "0x1for x in ()" if False else "[0x1for x in ()]", "1 is 1",
           "x = 1\nassert (1, 2)", "def f():\n    '''\\w'''", "[f('\\d', '\\w') for f in ()]", "{'\\d': 1, **{}}", "x['\\d']", "lambda: '\\d'",
           "with a('\\d') as b: pass", "match x:\n    case '\\d': pass"]
for source in SOURCES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<text>", "exec")
    print([(warning.category.__name__, str(warning.message), warning.filename, warning.lineno) for warning in caught])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "<text>", "exec")
        except SyntaxError as error:
            print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
