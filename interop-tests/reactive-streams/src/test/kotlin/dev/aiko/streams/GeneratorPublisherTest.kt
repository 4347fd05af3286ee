package dev.aiko.streams

import dev.aiko.sequence.AsyncSequence

class GeneratorPublisherTest : SequencePublisher() {
    override fun numbers(count: Long): AsyncSequence<Long> =
        AsyncSequence.generate { emitter ->
            for (number in 1..count) emitter.emit(number)
        }
}
