/** Makes keys and certificates of operators and nodes, and reads and writes their files. */
package io.bulwark.cluster.certs;
