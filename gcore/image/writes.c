/* SPDX-License-Identifier: MIT */
#include "gcore/image/writes.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include "gcore/image/copy.h"

#define GROUP_SIZE (GCORE_GROUP_PAGES * GCORE_PAGE_SIZE)
#define N_CHUNKS (GCORE_IMAGE_SLOT_SIZE / GCORE_CHUNK_SIZE)
#define ALL_GROUPS ((uint16_t) ((1u << GCORE_CHUNK_GROUPS) - 1))

_Static_assert (GCORE_CHUNK_GROUPS == 16, "a bit for each group of a chunk");

/* What a fault that is none of ours is passed on to. Belongs to the process, as signal handlers do. */
static struct sigaction next_handler;
static pthread_once_t handler_once = PTHREAD_ONCE_INIT;

/* --- changing what can be written --------------------------------------------------------------------------------- */

static bool
changes_always (uint32_t chunk)
{
  return chunk == GCORE_OFFSET_MACHINE / GCORE_CHUNK_SIZE || chunk == GCORE_OFFSET_IMAGE / GCORE_CHUNK_SIZE
         || gcore_chunk_is_stack (chunk);
}

/* The system has a limit to the number of parts with a protection of their own: past it, everything is made writable and
 * counts as written. False if even that fails. */
static bool
allow_all (GcoreImage *image)
{
  for (uint32_t chunk = 0; chunk < N_CHUNKS; chunk++)
    if (image->unwritten[chunk] != 0)
      {
        if (mprotect (image->base + chunk * GCORE_CHUNK_SIZE, GCORE_CHUNK_SIZE, PROT_READ | PROT_WRITE) != 0)
          return false;
        image->unwritten[chunk] = 0;
      }
  return true;
}

static bool
allow_group (GcoreImage *image, uint64_t offset)
{
  uint64_t group = offset / GROUP_SIZE;
  if (mprotect (image->base + group * GROUP_SIZE, GROUP_SIZE, PROT_READ | PROT_WRITE) != 0)
    return allow_all (image);
  image->unwritten[group / GCORE_CHUNK_GROUPS] &= (uint16_t) ~(1u << group % GCORE_CHUNK_GROUPS);
  return true;
}

/* --- the fault ---------------------------------------------------------------------------------------------------- */

static bool
is_ours (GcoreImage *image, uint64_t offset)
{
  if (image == NULL || image->unwritten == NULL || offset >= GCORE_IMAGE_SLOT_SIZE)
    return false;
  uint64_t group = offset / GROUP_SIZE;
  return (image->unwritten[group / GCORE_CHUNK_GROUPS] >> group % GCORE_CHUNK_GROUPS & 1) != 0;
}

static void
on_fault (int number, siginfo_t *info, void *context)
{
  GcoreImage *image = gcore_image_current ();
  uint64_t offset = image != NULL ? (uint64_t) ((char *) info->si_addr - image->base) : 0;
  if (is_ours (image, offset) && allow_group (image, offset))
    return;
  if (next_handler.sa_flags & SA_SIGINFO)
    next_handler.sa_sigaction (number, info, context);
  else if (next_handler.sa_handler != SIG_DFL && next_handler.sa_handler != SIG_IGN)
    next_handler.sa_handler (number);
  else
    signal (SIGSEGV, SIG_DFL); /* the instruction is tried again, and ends the process */
}

static void
install_handler (void)
{
  struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK };
  sigemptyset (&action.sa_mask);
  sigaction (SIGSEGV, &action, &next_handler);
}

/* --- for copies --------------------------------------------------------------------------------------------------- */

bool
gcore_image_watch_writes (void)
{
#if GCORE_HAVE_ASAN
  return false; /* its marks change without a write */
#else
  GcoreImage *image = gcore_image_current ();
  if (image->unwritten != NULL)
    return true;
  void *unwritten = mmap (NULL, N_CHUNKS * sizeof *image->unwritten, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (unwritten == MAP_FAILED)
    return false;
  image->unwritten = unwritten;
  pthread_once (&handler_once, install_handler);
  return true;
#endif
}

/* Makes the chunks from FIRST to END read-only, in one go where they were not before. */
static void
protect (GcoreImage *image, uint32_t first, uint32_t end)
{
  char *start = image->base + first * GCORE_CHUNK_SIZE;
  if (first == end || mprotect (start, (end - first) * GCORE_CHUNK_SIZE, PROT_READ) != 0)
    return;
  for (uint32_t chunk = first; chunk < end; chunk++)
    image->unwritten[chunk] = ALL_GROUPS;
}

void
gcore_writes_forget (GcoreImage *image, const GcoreUsedChunks *list)
{
  if (image->unwritten == NULL)
    return;
  uint32_t first = 0, end = 0; /* chunks side by side, to be protected in one go */
  for (size_t i = 0; i < list->count; i++)
    {
      uint32_t chunk = list->chunks[i].chunk;
      if (changes_always (chunk) || gcore_chunk_is_unwritten (image, chunk))
        continue;
      if (chunk != end)
        {
          protect (image, first, end);
          first = chunk;
        }
      end = chunk + 1;
    }
  protect (image, first, end);
}

void
gcore_writes_note (GcoreImage *image, uint64_t offset, uint64_t size)
{
  if (image->unwritten == NULL)
    return;
  for (uint64_t group = offset / GROUP_SIZE; group <= (offset + size - 1) / GROUP_SIZE; group++)
    if (is_ours (image, group * GROUP_SIZE))
      allow_group (image, group * GROUP_SIZE);
}

void
gcore_writes_stop (GcoreImage *image)
{
  if (image->unwritten != NULL)
    munmap (image->unwritten, N_CHUNKS * sizeof *image->unwritten);
  image->unwritten = NULL;
}
