//! The heap: one arena, taken from its beginning, with a list of free pieces for each size.
//!
//! A piece that is given back is the next to be handed out, so a program that allocates and frees stays within few blocks of memory; each block that a
//! segment opens costs a walk in the memory tree.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr;

const ARENA: usize = 192 << 20;
const LEAST_LOG: u32 = 4;
/// Two sizes for each power of two.
const CLASSES: usize = 2 * (32 - LEAST_LOG as usize);

#[repr(C, align(4096))]
struct Arena([u8; ARENA]);

static mut MEMORY: Arena = Arena([0; ARENA]);

struct Heap;

struct Lists {
    used: usize,
    free: [*mut u8; CLASSES],
}

static mut LISTS: Lists = Lists { used: 0, free: [ptr::null_mut(); CLASSES] };

#[global_allocator]
static HEAP: Heap = Heap;

/// The class of a size, and the size that its pieces have: 2^k or 3 2^(k-1), at least 16.
fn class(bytes: usize) -> (usize, usize) {
    let least = bytes.max(1 << LEAST_LOG);
    let log = usize::BITS - 1 - least.leading_zeros();
    let (power, half) = (1usize << log, 1usize << (log - 1));
    let place = 2 * (log - LEAST_LOG) as usize;
    if least == power {
        (place, power)
    } else if least <= power + half {
        (place + 1, power + half)
    } else {
        (place + 2, 2 * power)
    }
}

// One thread: nothing else can be in here.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let lists = &mut *ptr::addr_of_mut!(LISTS);
        if layout.size() > ARENA || layout.align() > 16 {
            return ptr::null_mut();
        }
        let (place, size) = class(layout.size());
        let piece = lists.free[place];
        if !piece.is_null() {
            lists.free[place] = *piece.cast::<*mut u8>();
            return piece;
        }
        if size > ARENA - lists.used {
            return ptr::null_mut();
        }
        // All sizes are multiples of 8; 24 is the only one that is none of 16, and takes 32.
        let at = ptr::addr_of_mut!(MEMORY).cast::<u8>().add(lists.used);
        lists.used += (size + 15) & !15;
        at
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        let lists = &mut *ptr::addr_of_mut!(LISTS);
        let (place, _) = class(layout.size());
        *piece.cast::<*mut u8>() = lists.free[place];
        lists.free[place] = piece;
    }

    unsafe fn realloc(&self, piece: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        if class(layout.size()).0 == class(bytes).0 {
            return piece;
        }
        let moved = self.alloc(Layout::from_size_align_unchecked(bytes, layout.align()));
        if !moved.is_null() {
            ptr::copy_nonoverlapping(piece, moved, layout.size().min(bytes));
            self.dealloc(piece, layout);
        }
        moved
    }
}
