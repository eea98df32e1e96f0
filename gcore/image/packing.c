/* SPDX-License-Identifier: MIT */
#include "gcore/image/packing.h"

/* Each word is compared with one of 64 that were seen before, chosen by a hash of all but its low 16 bits, and then takes
 * the place of that one. A packed page is a Head and, each rounded up to 8 bytes:
 *   a byte for each word that is SAME or LIKE: which one it is compared with
 *   16 bits for each word that is LIKE, all but these being the same
 *   the words that are NEW
 * A page that would not get smaller is kept as it is. */
typedef enum { ZERO, SAME, LIKE, NEW } Kind;

#define N_WORDS (GCORE_PAGE_SIZE / 8)
#define N_KNOWN 64

typedef struct
{
  uint32_t n_references, n_likes;
  uint8_t kinds[N_WORDS / 4];
} Head;

GCORE_INLINE unsigned
place_of (uint64_t word)
{
  return (unsigned) ((word >> 16) * UINT64_C (0x9E3779B97F4A7C15) >> 58);
}

static size_t
round_up (size_t size)
{
  return (size + 7) & ~(size_t) 7;
}

/* --- packing ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  Head head;
  uint32_t n_news;
  uint8_t references[N_WORDS];
  uint16_t likes[N_WORDS];
  uint64_t news[N_WORDS];
} Parts;

/* Writes down everything and counts what is meant: what to do next is not to hang on what a word is. */
GCORE_UNCHECKED static void
take_apart (const uint64_t *words, Parts *parts)
{
  uint64_t known[N_KNOWN] = { 0 };
  uint32_t n_references = 0, n_likes = 0, n_news = 0;
  for (uint32_t i = 0; i < N_WORDS; i += 4)
    {
      unsigned kinds = 0;
      for (uint32_t j = 0; j < 4; j++)
        {
          uint64_t word = words[i + j];
          unsigned place = place_of (word);
          uint64_t change = word ^ known[place];
          known[place] = word;
          Kind kind = word == 0 ? ZERO : change == 0 ? SAME : change >> 16 == 0 ? LIKE : NEW;
          kinds |= (unsigned) kind << 2 * j;
          parts->references[n_references] = (uint8_t) place;
          n_references += kind == SAME || kind == LIKE;
          parts->likes[n_likes] = (uint16_t) word;
          n_likes += kind == LIKE;
          parts->news[n_news] = word;
          n_news += kind == NEW;
        }
      parts->head.kinds[i / 4] = (uint8_t) kinds;
    }
  parts->head.n_references = n_references;
  parts->head.n_likes = n_likes;
  parts->n_news = n_news;
}

size_t
gcore_page_pack (const char *address, char *packed)
{
  Parts parts;
  take_apart ((const uint64_t *) address, &parts);
  uint32_t n_references = parts.head.n_references;
  size_t references_size = round_up (n_references), likes_size = round_up (2 * parts.head.n_likes);
  size_t size = sizeof parts.head + references_size + likes_size + 8 * parts.n_news;
  if (size >= GCORE_PAGE_SIZE)
    {
      gcore_unchecked_copy (packed, address, GCORE_PAGE_SIZE);
      return GCORE_PAGE_SIZE;
    }
  memcpy (packed, &parts.head, sizeof parts.head);
  packed += sizeof parts.head;
  memset (packed, 0, references_size + likes_size);
  memcpy (packed, parts.references, n_references);
  packed += references_size;
  memcpy (packed, parts.likes, 2 * parts.head.n_likes);
  memcpy (packed + likes_size, parts.news, 8 * parts.n_news);
  return size;
}

/* --- unpacking ---------------------------------------------------------------------------------------------------- */

GCORE_UNCHECKED static void
put_together (const Head *head, const uint8_t *references, const uint16_t *likes, const uint64_t *news, uint64_t *words)
{
  uint64_t known[N_KNOWN] = { 0 };
  for (uint32_t i = 0; i < N_WORDS; i++)
    {
      Kind kind = head->kinds[i / 4] >> 2 * (i % 4) & 3;
      unsigned place = 0;
      uint64_t word = 0;
      if (kind == NEW)
        {
          word = *news++;
          place = place_of (word);
        }
      else if (kind != ZERO)
        {
          place = *references++;
          word = kind == SAME ? known[place] : (known[place] & ~UINT64_C (0xffff)) | *likes++;
        }
      known[place] = word;
      words[i] = word;
    }
}

void
gcore_page_unpack (const char *packed, size_t size, char *address)
{
  if (size == GCORE_PAGE_SIZE)
    {
      gcore_unchecked_copy (address, packed, GCORE_PAGE_SIZE);
      return;
    }
  const Head *head = (const Head *) (const void *) packed;
  const char *references = packed + sizeof *head, *likes = references + round_up (head->n_references);
  put_together (head, (const uint8_t *) references, (const uint16_t *) (const void *) likes,
                (const uint64_t *) (const void *) (likes + round_up (2 * head->n_likes)), (uint64_t *) address);
}
