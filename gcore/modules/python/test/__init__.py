# SPDX-License-Identifier: MIT
"""What CPython's own tests expect beside them, so that they can be run here."""
