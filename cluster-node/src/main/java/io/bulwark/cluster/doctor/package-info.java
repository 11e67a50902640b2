/** What a machine can do for Bulwark, and what to do about what it cannot. */
package io.bulwark.cluster.doctor;
