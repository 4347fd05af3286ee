package dev.aiko.streams

import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.flow.flow

class FlowPublisherTest : SequencePublisher() {
    override fun numbers(count: Long): AsyncSequence<Long> =
        flow { for (number in 1..count) emit(number) }.asAsyncSequence()
}
