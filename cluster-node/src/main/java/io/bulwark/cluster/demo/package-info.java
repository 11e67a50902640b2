/** The demonstration: a cluster of real processes on this machine that proves a file's digest while some of them are killed. */
package io.bulwark.cluster.demo;
