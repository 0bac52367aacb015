/** Governs which models may answer, and lists those that do. */
package dev.flint.platform.models;
