/* SPDX-License-Identifier: MIT */
/* The Debug Adapter Protocol: a session driven by an editor. Messages of our own are described in
 * data/heapscope-dap.md. */
#pragma once

/* Serves the client at the other ends of the file descriptors IN and OUT until it disconnects or IN ends, on the default
 * main context. Returns an exit status: 0, or 1 when what came could not be understood at all. */
int gcore_dap_serve (int in, int out);
