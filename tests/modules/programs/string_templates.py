# string.Template: what a subclass can change, and what is wrong with a text.
import re
from string import Template


class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


class Braces(Template):
    braceidpattern = "[a-z.]+"


class Own(Template):
    pattern = r"(?P<escaped>@{2})|@(?P<named>[a-z]+)|@\[(?P<braced>[a-z]+)\]|(?P<invalid>@)"


class Bare(Template):
    pattern = "(?P<named>a)(?P<braced>b)?(?P<escaped>c)?(?P<invalid>d)?"


print(Percent("%a_b $x %% 100%").safe_substitute(a_b=1), Braces("${a.b} $c").substitute({"a.b": 1}, c=2))
print(Own("@a @[b] @@").substitute(a=1, b=2), Template.pattern.groups, Template.flags, Template.idpattern)
print(Template("$Who likes ${WHAT} for $$100").substitute(dict(Who="tim", WHAT="ham")))
for text in ["$", "a\nb $1", "${x", "$\xe4", "x $who $who ${what} $$ $1", "$a$b"]:
    template = Template(text)
    print(template.is_valid(), template.safe_substitute(who=1))
    for method in template.substitute, template.get_identifiers:
        try:
            print(method())
        except (ValueError, KeyError) as problem:
            print(type(problem).__name__, problem)
print(Template("$a ${b}").substitute({"a": 1, "b": 2}, b=3), isinstance(Template.pattern, re.Pattern))
