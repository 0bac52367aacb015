/** The service that answers prompts, and the only module with a web server. */
package dev.flint.platform;
