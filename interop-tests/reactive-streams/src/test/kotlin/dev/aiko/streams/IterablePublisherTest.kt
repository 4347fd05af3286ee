package dev.aiko.streams

import dev.aiko.sequence.AsyncSequence

class IterablePublisherTest : SequencePublisher() {
    override fun numbers(count: Long): AsyncSequence<Long> = AsyncSequence.of(1L..count)
}
