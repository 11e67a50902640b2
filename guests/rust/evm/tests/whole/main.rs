//! The library against a whole state in memory.

mod blocks;
mod refusals;
mod world;
