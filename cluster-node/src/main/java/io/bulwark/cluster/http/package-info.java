/**
 * The HTTP API: a table of routes, the keys that open them, and the forms in which the network's answers are written. {@code docs/api.md} walks through it,
 * {@code openapi.json} describes it.
 */
package io.bulwark.cluster.http;
