/** Signed notes and the checkpoints written in them (C2SP signed-note, tlog-checkpoint). */
package dev.flint.audit.note;
