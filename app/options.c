/* SPDX-License-Identifier: MIT */
#include "app/options.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/verbs.h"

#define MIN_MEMORY_LIMIT (UINT64_C (4) << 20) /* what starting takes, and a little more */

/* A number with an optional suffix K, M or G. False if TEXT is something else. */
static bool
parse_size (const char *text, uint64_t *bytes)
{
  static const char suffixes[] = "KMG";
  char *end;
  errno = 0;
  unsigned long long number = strtoull (text, &end, 10);
  int shift = 0;
  if (*end != '\0')
    {
      const char *suffix = strchr (suffixes, *end >= 'a' && *end <= 'z' ? *end - 'a' + 'A' : *end);
      if (suffix == NULL || (end[1] != '\0' && strcmp (end + 1, "B") != 0))
        return false;
      shift = 10 * (int) (suffix - suffixes + 1);
    }
  *bytes = (uint64_t) number << shift;
  return errno == 0 && end != text && text[0] != '-' && number != 0 && *bytes >> shift == number;
}

/* Seconds, with an optional suffix ms, s or m. */
static bool
parse_duration (const char *text, double *seconds)
{
  static const struct
  {
    const char *suffix;
    double seconds;
  } units[] = { { "", 1 }, { "s", 1 }, { "ms", 1e-3 }, { "m", 60 } };
  char *end;
  double number = strtod (text, &end);
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    if (strcmp (end, units[i].suffix) == 0)
      {
        *seconds = number * units[i].seconds;
        return end != text && *seconds > 0 && *seconds <= 1e9;
      }
  return false;
}

/* A[,B[,C]] */
static bool
parse_thresholds (const char *text, int *thresholds)
{
  for (int i = 0; i < 3; i++)
    {
      char *end;
      errno = 0;
      long number = strtol (text, &end, 10);
      if (end == text || errno != 0 || number < 0 || number > INT_MAX)
        return false;
      thresholds[i] = (int) number;
      if (*end == '\0')
        return true;
      if (*end != ',')
        return false;
      text = end + 1;
    }
  return false;
}

/* Sets the option NAME from VALUE. False after a message. */
static bool
set_valued (HsOptions *options, const char *name, const char *value)
{
  bool ok = true;
  const char *expected = "";
  if (strcmp (name, "--threshold") == 0)
    {
      ok = parse_thresholds (value, options->thresholds);
      expected = "one to three numbers such as 700,10,10";
    }
  else if (strcmp (name, "--memory-limit") == 0)
    {
      ok = parse_size (value, &options->memory_limit);
      ok = ok && options->memory_limit >= MIN_MEMORY_LIMIT;
      expected = "a size from 4M on";
    }
  else if (strcmp (name, "--time-limit") == 0)
    {
      ok = parse_duration (value, &options->time_limit);
      expected = "a duration such as 10s";
    }
  else if (strcmp (name, "--stats") == 0)
    options->stats_path = value;
  else
    options->command = value;
  if (!ok)
    hs_usage_error ("%s needs %s, not '%s'", name, expected, value);
  return ok;
}

static bool
set_flag (HsOptions *options, const char *name)
{
  if (strcmp (name, "--gc-disable") == 0)
    options->gc_disable = true;
  else if (strcmp (name, "--gc-stress") == 0)
    options->gc_stress = true;
  else if (strcmp (name, "-q") == 0 || strcmp (name, "--quiet") == 0)
    options->quiet = true;
  else
    return false;
  return true;
}

/* The name of the valued option that ARGUMENT is or, with "=VALUE" behind it, begins with; NULL if it is none. */
static const char *
valued_option (const char *argument)
{
  static const char *const names[] = { "--threshold", "--memory-limit", "--time-limit", "--stats" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      size_t length = strlen (names[i]);
      if (strncmp (argument, names[i], length) == 0 && (argument[length] == '\0' || argument[length] == '='))
        return names[i];
    }
  return strcmp (argument, "-c") == 0 ? "-c" : NULL;
}

int
hs_options_parse (HsOptions *options, int argc, char **argv)
{
  *options = (HsOptions){ .thresholds = { -1, -1, -1 } };
  for (int i = 1; i < argc; i++)
    {
      const char *argument = argv[i], *name = valued_option (argument);
      if (argument[0] != '-' || argument[1] == '\0')
        return i;
      if (strcmp (argument, "--") == 0)
        return i + 1;
      if (name == NULL)
        {
          if (set_flag (options, argument))
            continue;
          hs_usage_error ("%s: unknown option '%s'", argv[0], argument);
          return -1;
        }
      const char *value = strchr (argument, '=');
      if (value != NULL)
        value++;
      else if (++i < argc)
        value = argv[i];
      else
        {
          hs_usage_error ("%s needs a value", name);
          return -1;
        }
      if (!set_valued (options, name, value))
        return -1;
      if (strcmp (name, "-c") == 0)
        return i + 1;
    }
  return argc;
}
