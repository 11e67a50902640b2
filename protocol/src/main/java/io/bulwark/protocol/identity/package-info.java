/**
 * Who may be a node: certificates of nodes and of operators' authorities, and the consortium's list of operators, which its own operators sign.
 * Reading and checking only, on the JDK alone.
 */
package io.bulwark.protocol.identity;
