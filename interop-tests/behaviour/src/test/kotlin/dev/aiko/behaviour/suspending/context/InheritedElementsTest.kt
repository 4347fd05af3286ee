package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asContextElement
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.every
import dev.aiko.coroutines.race
import dev.aiko.coroutines.staggeredRace
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.toList
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private val mark = ThreadLocal<String?>()

/** As a library has one: puts a value on the thread, and takes it off again. */
private class MarkElement(val value: String) : ThreadContextElement<String?> {
    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): String? =
        mark.get().also { mark.set(value) }

    override fun restoreThreadContext(context: CoroutineContext, oldState: String?) =
        mark.set(oldState)

    companion object Key : CoroutineContext.Key<MarkElement>
}

/** One that every new coroutine gets a copy of. */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
private class Generation(val number: Int) : CopyableThreadContextElement<Unit> {
    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext) = Unit

    override fun restoreThreadContext(context: CoroutineContext, oldState: Unit) = Unit

    override fun copyForChild() = Generation(number + 1)

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        overwritingElement

    companion object Key : CoroutineContext.Key<Generation>
}

/** What is on the thread and in the context, before a wait and after it. */
private suspend fun seen(): List<String?> {
    val before = listOf(mark.get(), coroutineContext[CoroutineName]?.name)
    yield()
    return before + listOf(mark.get(), coroutineContext[CoroutineName]?.name)
}

private val both = listOf("mark", "name", "mark", "name")
private val none = listOf(null, null, null, null)

/** Elements of other libraries: what a coroutine starts inherits them. */
class InheritedElementsTest :
    StringSpec({
        /** Runs [block] under the two elements; outside of it there must be no trace of them. */
        fun marked(block: suspend () -> Unit) =
            inTask {
                withContext(MarkElement("mark") + CoroutineName("name")) { block() }
                mark.get() shouldBe null
                task { seen() }.await() shouldBe none
                mark.get() shouldBe null
            }

        "a task has them from its first step on, and an eager one as well" {
            marked {
                task { seen() }.await() shouldBe both
                task(eager = true) { seen() }.await() shouldBe both
                mark.get() shouldBe "mark"
                Aiko.runningLoop().task { seen() }.await() shouldBe both
            }
        }

        "what is launched in such a task has them, and so have tasks of the task" {
            marked {
                task {
                    yield()
                    val launched = mutableListOf<List<String?>>()
                    launch { launched += seen() }.join()
                    withContext(Dispatchers.Default) { launched += seen() }
                    launched += task { seen() }.await()
                    launched
                }.await() shouldBe List(3) { both }
            }
        }

        "an element of its own stands over an inherited one" {
            marked {
                task {
                    withContext(CoroutineName("own")) { seen() }
                }.await() shouldBe listOf("mark", "own", "mark", "own")
            }
        }

        "children of a group have those of where they are made" {
            marked {
                taskGroup {
                    val outer = task { seen() }
                    val inner = withContext(MarkElement("inner")) { task { seen() } }
                    outer.await() shouldBe both
                    inner.await() shouldBe listOf("inner", "name", "inner", "name")
                    start<List<String?>> { ready -> ready.report(seen()) } shouldBe both
                    group.start<List<String?>> { ready -> ready.report(seen()) } shouldBe both
                }
            }
        }

        "racing blocks have them, also those that start later" {
            marked {
                race({ seen() }) shouldBe both
                val blocks: List<suspend CoroutineScope.() -> List<String?>> =
                    listOf({ error("lost") }, { seen() })
                race(blocks) shouldBe both
                staggeredRace(null, { error("lost") }, { seen() }).value() shouldBe both
                staggeredRace(
                    1.seconds,
                    {
                        delay(10.seconds)
                        none
                    },
                    { seen() }
                ).value() shouldBe both
            }
        }

        "blocking code has them, and the thread of the pool keeps nothing" {
            marked {
                blocking { mark.get() } shouldBe "mark"
                mark.get() shouldBe "mark"
            }
            inTask { List(10) { blocking { mark.get() } } shouldBe List(10) { null } }
        }

        "a flow behind a sequence has those of its collector" {
            val sequence = flow { emit(seen()) }.asAsyncSequence()
            marked {
                sequence.asFlow().toList() shouldBe listOf(both)
                sequence.toList() shouldBe listOf(both)
                sequence.toListAsync().await() shouldBe listOf(both)
            }
            inTask { sequence.toList() shouldBe listOf(none) }
        }

        "the runs of periodic work have those of the coroutine that began it" {
            marked {
                val runs = mutableListOf<List<String?>>()
                val work = Aiko.runningLoop().every(1.seconds) { runs += seen() }
                delay(2500.milliseconds)
                work.cancel(null)
                runs shouldBe listOf(both, both)
            }
        }

        "all of it goes on from a thread of another dispatcher" {
            marked {
                withContext(Dispatchers.IO) {
                    task { seen() }.await() shouldBe both
                    race({ seen() }) shouldBe both
                    blocking { mark.get() } shouldBe "mark"
                    taskGroup { task { seen() } }.await() shouldBe both
                }
            }
        }

        "a suspend function that Java calls in between has none: Java has no such context" {
            marked {
                lateinit var inner: Task<List<String?>>
                Aiko.runningLoop().createTask(
                    Callable {
                        inner = Suspend.call { k ->
                            @Suppress("UNCHECKED_CAST") // that is what it is to Java
                            (suspend { seen() } as (Continuation<*>) -> Any?)(k)
                        }
                        Aiko.await(inner)
                    }
                ).await() shouldBe none
            }
        }

        "an element that wants to be copied is copied once for every task" {
            inTask {
                withContext(Generation(0)) {
                    val first = coroutineContext[Generation]!!.number
                    task { coroutineContext[Generation]!!.number }.await() shouldBe first + 1
                    race({ coroutineContext[Generation]!!.number }) shouldBe first + 1
                }
            }
        }

        "job and dispatcher stay the task's own" {
            inTask {
                val outer = coroutineContext.job
                withContext(Dispatchers.Default + CoroutineName("name")) {
                    task(name = "own") {
                        Aiko.currentTask()!!.name() shouldBe "own"
                        (coroutineContext.job === outer) shouldBe false
                    }.await()
                }
            }
        }

        "a variable's element does not lie over the context that a task is given" {
            inTask {
                val user = Aiko.contextVar("user", "nobody")
                user.set("maker")
                val given = Aiko.copyContext()
                withContext(user.asContextElement("bob")) {
                    task(context = given) { user.get() }.await() shouldBe "maker"
                    val own = task {
                        user.set("own")
                        yield()
                        user.get()
                    }
                    own.await() shouldBe "own"
                    own.context().get(user) shouldBe "own"
                    user.get() shouldBe "bob"
                }
            }
        }

        "an element that fails where it begins is the failure of its task" {
            inTask {
                val boom = IllegalStateException("boom")
                val failing = object : ThreadContextElement<Unit> {
                    var isBroken = false

                    override val key get() = MarkElement

                    override fun updateThreadContext(context: CoroutineContext) {
                        if (isBroken) throw boom
                    }

                    override fun restoreThreadContext(context: CoroutineContext, oldState: Unit) =
                        Unit
                }
                val child = withContext(failing) { task { "never runs" } }
                failing.isBroken = true
                runCatching { child.await() }.exceptionOrNull() shouldBe boom
            }
        }
    })
