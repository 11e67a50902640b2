/*
 * Sorts numbers and shows what came out. Input: count (word), that many words. Output: count, smallest, median and largest number, and SHA-256 of the
 * sorted words. The program checks its own work: ascending order, and the same sum and the same sum of squares as before; else it exits with code 1.
 */
#include "bulwark.h"

enum { MAX_NUMBERS = 1 << 16 };

static uint32_t numbers[MAX_NUMBERS];

static void sink(uint32_t *heap, uint32_t at, uint32_t size)
{
    uint32_t value = heap[at];
    for (uint32_t child = 2 * at + 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && heap[child + 1] > heap[child])
            child++;
        if (heap[child] <= value)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}

static void heap_sort(uint32_t *values, uint32_t count)
{
    for (uint32_t i = count / 2; i > 0; i--)
        sink(values, i - 1, count);
    for (uint32_t end = count; end > 1; end--) {
        uint32_t largest = values[0];
        values[0] = values[end - 1];
        values[end - 1] = largest;
        sink(values, 0, end - 1);
    }
}

static void sums(const uint32_t *values, uint32_t count, uint64_t result[2])
{
    result[0] = result[1] = 0;
    for (uint32_t i = 0; i < count; i++) {
        result[0] += values[i];
        result[1] += (uint64_t)values[i] * values[i];
    }
}

int main(void)
{
    uint32_t count = bulwark_read_word();
    if (count == 0 || count > MAX_NUMBERS) {
        bulwark_log("between 1 and 65536 numbers, please\n");
        return 2;
    }
    bulwark_read_exactly(numbers, 4 * count);
    uint64_t before[2], after[2];
    sums(numbers, count, before);
    heap_sort(numbers, count);
    sums(numbers, count, after);
    if (before[0] != after[0] || before[1] != after[1])
        return 1;
    for (uint32_t i = 1; i < count; i++)
        if (numbers[i - 1] > numbers[i])
            return 1;
    uint32_t facts[4] = {count, numbers[0], numbers[count / 2], numbers[count - 1]};
    bulwark_sha256 hash;
    uint8_t digest[32];
    bulwark_sha256_begin(&hash);
    bulwark_sha256_add(&hash, numbers, 4 * count);
    bulwark_sha256_end(&hash, digest);
    bulwark_write(facts, sizeof facts);
    bulwark_write(digest, sizeof digest);
    return 0;
}
