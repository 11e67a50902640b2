/** The files that folding leaves behind: root, final, bundle and membership. Readers believe nothing, and need no prover. */
package io.bulwark.recursion.file;
