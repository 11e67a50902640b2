/** Receipts of a finished job: the file that lists them, and the check by which anybody recomputes who made what where. Needs the JDK and the protocol alone. */
package io.bulwark.protocol.receipts;
