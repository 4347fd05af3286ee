package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith

class TextTest :
    StringSpec({
        "Q-25 a queue tells how much it holds, and what" {
            inTask {
                val queue = AsyncQueue.create<String>(3)
                "$queue" shouldBe "<AsyncQueue size=0/3 items=[] unfinished=0>"
                queue.put("a")
                queue.put("b")
                "$queue" shouldBe "<AsyncQueue size=2/3 items=[a, b] unfinished=2>"
                queue.get()
                "$queue" shouldBe "<AsyncQueue size=1/3 items=[b] unfinished=2>"
                "${AsyncQueue.unbounded<Int>()}" shouldBe
                    "<AsyncQueue size=0 items=[] unfinished=0>"
            }
        }

        "Q-25 it tells how many wait, and for what" {
            inTask {
                val queue = AsyncQueue.create<String>(1)
                val getters = List(2) { task { queue.get() } }
                settle()
                "$queue" shouldContain "getting=2"
                getters.forEach { it.cancel("enough") }
                queue.put("a")
                List(3) { task { queue.put("b") } }
                settle()
                "$queue" shouldContain "putting=3"
                queue.shutdown(true)
            }
        }

        "Q-25 it tells that it is shut down" {
            inTask {
                val queue = AsyncQueue.create<String>(0)
                queue.shutdown()
                "$queue" shouldBe "<AsyncQueue size=0 items=[] unfinished=0 shutdown>"
            }
        }

        "Q-25 of many items it shows the first few, in the order in which they are given" {
            inTask {
                val queue = AsyncQueue.lifo<Int>(0)
                repeat(1_000) { queue.put(it) }
                "$queue" shouldStartWith "<AsyncQueue size=1000 items=[999, 998, 997, "
                "$queue" shouldContain ", …]"
                "$queue".length shouldBeLessThan 120
            }
        }

        "Q-25 an item whose text fails does not fail the text of the queue" {
            inTask {
                val queue = AsyncQueue.create<Any>(0)
                queue.put(
                    object {
                        override fun toString(): String = error("boom")
                    }
                )
                "$queue" shouldContain "size=1"
            }
        }

        "a queue that is given to itself has a text" {
            inTask {
                val queue = AsyncQueue.create<Any>(0)
                queue.put(queue)
                "$queue" shouldContain "size=1"
            }
        }
    })
