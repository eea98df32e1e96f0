#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the tables of encodings with one byte a character whose lower half is ASCII: charmaps.py OUTPUT."""
import pathlib
import sys
from encodings.aliases import aliases

NAMES = ["cp437", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp858", "cp860", "cp861", "cp862", "cp863",
         "cp865", "cp866", "cp869", "cp874", "cp1125", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256",
         "cp1257", "cp1258", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8",
         "iso8859_9", "iso8859_10", "iso8859_11", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16", "koi8_r", "koi8_t",
         "koi8_u", "kz1048", "mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish", "ptcp154",
         "tis_620"]
NOTHING = 0xFFFE


def character(byte, name):
    try:
        return ord(bytes([byte]).decode(name))
    except UnicodeDecodeError:
        return NOTHING


lines = ['#include "gcore/objects/str-charmap.h"', "", "const GcoreCharmap gcore_charmaps[] = {"]
for name in NAMES:
    lines.append("  { { " + ", ".join(f"{character(byte, name):#x}" for byte in range(128, 256)) + " } },")
lines += ["};", "", "const GcoreCharmapName gcore_charmap_names[] = {"]
known = {name: name for name in NAMES} | {alias: name for alias, name in aliases.items() if name in NAMES}
for alias, name in sorted(known.items()):
    lines.append(f'  {{ "{alias}", {NAMES.index(name)} }},')
lines += ['  { "", 0 }', "};", ""]
pathlib.Path(sys.argv[1]).write_text("\n".join(lines), encoding="utf-8")
