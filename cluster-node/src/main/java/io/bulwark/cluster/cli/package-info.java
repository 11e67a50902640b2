/** The command line: one class for each verb. */
package io.bulwark.cluster.cli;
