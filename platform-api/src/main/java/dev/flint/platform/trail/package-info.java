/** Says what is recorded, and makes sure that it is. */
package dev.flint.platform.trail;
