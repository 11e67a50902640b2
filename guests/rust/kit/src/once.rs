//! A value that is computed when it is first asked for.

#[cfg(not(target_arch = "riscv32"))]
pub use std::sync::OnceLock as Once;

#[cfg(target_arch = "riscv32")]
pub use of_one_thread::Once;

#[cfg(target_arch = "riscv32")]
mod of_one_thread {
    use core::cell::OnceCell;

    pub struct Once<T>(OnceCell<T>);

    // A guest has one thread.
    unsafe impl<T> Sync for Once<T> {}

    impl<T> Once<T> {
        pub const fn new() -> Self {
            Self(OnceCell::new())
        }

        pub fn get_or_init(&self, f: impl FnOnce() -> T) -> &T {
            self.0.get_or_init(f)
        }
    }
}
