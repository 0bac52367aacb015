package dev.flint.platform.wiring;

/** What the service says on its standard output once it is ready. */
record Announcement(String text) {}
