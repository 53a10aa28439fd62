"""What each kind of error says, in English: what is wrong, where, and what to do.

The facts of the error take the places in braces. The texts are marked for translation, in the context "errors".
"""

from typing import Final

from mnistlab.translatable import Context

errors = Context()

SENTENCES: Final[dict[str, str]] = {
    # data
    "folder_missing": errors.tr("There is no folder {folder}. Choose the folder that holds the four MNIST files."),
    "not_a_folder": errors.tr("{folder} is a file, not a folder. Choose the folder that holds the four MNIST files."),
    "file_missing": errors.tr(
        "The folder {folder} has neither {file} nor {file}.gz. Put the four MNIST files into one folder and open that."
    ),
    "not_a_file": errors.tr(
        "{file} is a folder or a device, not a file. Put the MNIST file of that name in its place."
    ),
    "not_readable": errors.tr("{file} cannot be read: {reason}. Check that it is there and that you may read it."),
    "not_gzip": errors.tr(
        "{file} is named .gz, but is not a gzip file. Copy or download it again; if it is not compressed, "
        "take the .gz off its name."
    ),
    "gzip_damaged": errors.tr("{file} is damaged or cut short and cannot be unpacked. Copy or download it again."),
    "header_cut_short": errors.tr(
        "{file} is cut short: an IDX file begins with a header of {expected} bytes, but this one ends "
        "after {found}. Copy or download it again."
    ),
    "gzip_twice": errors.tr("{file} is packed twice. Unpack it once, and put what comes out in its place."),
    "archive_for_data": errors.tr(
        "{file} is packed by {found}. Unpack it, and put the file that is in it in its place."
    ),
    "web_page": errors.tr(
        "{file} is a text, such as a web page, not the data: the address where it was downloaded gave something else. "
        "Download it again from another place."
    ),
    "other_idx": errors.tr(
        "{file} is another kind of IDX file: it holds {found} dimensions, and {expected} is needed. "
        "Use the file of MNIST that has this name."
    ),
    "other_form_for_idx": errors.tr(
        "{file} is of the kind {found}, not an IDX file. Put the file of MNIST that has this name in its place."
    ),
    "idx_byte_order": errors.tr(
        "{file} is an IDX file whose bytes are in the other order (little-endian). Write the numbers of its header "
        "with the highest byte first, or use the file of MNIST that has this name."
    ),
    "data_in_another_form": errors.tr(
        "The folder {folder} has {found}, a form of data that is not opened here. Open a folder with the four MNIST "
        "files, or one with the images as PNG, in folders named 0 to 9."
    ),
    "data_packed": errors.tr(
        "The folder {folder} has {found}, but not the four MNIST files. Unpack it, and open the folder that comes out."
    ),
    "data_below": errors.tr("The folder {folder} has no data set, but {below} in it is one. Open that."),
    "data_of_letters": errors.tr(
        "The folder {folder} has {found}, which holds letters, not only digits. Use EMNIST’s “digits” or “mnist”."
    ),
    "data_of_others": errors.tr(
        "The folder {folder} has {found}, but not {file} or {file}.gz. Put the four MNIST files into one folder, under "
        "their own names, and open that."
    ),
    "picture_of_class": errors.tr(
        "{file} is no PNG that can be read here ({reason}). Save the pictures as PNG with 8 bits a pixel, in folders "
        "named 0 to 9."
    ),
    "pictures_elsewhere": errors.tr(
        "The folder {folder} has pictures in {found}, a name that says no digit from 0 to 9. Rename that folder, or "
        "take it out."
    ),
    "pictures_without_classes": errors.tr(
        "The folder {folder} has pictures, but not in folders by their digit. Put those of each digit into a folder "
        "named 0 to 9, and open the folder that holds these ten."
    ),
    "pictures_many": errors.tr("The folder {folder} has {found} pictures; this program takes at most {expected}."),
    "wrong_magic": errors.tr(
        "{file} is not an MNIST file: it starts with the number {found}, not with {expected}. "
        "Copy or download it again."
    ),
    "labels_for_images": errors.tr(
        "{file} holds labels where images belong. Check that the two files are not swapped."
    ),
    "images_for_labels": errors.tr(
        "{file} holds images where labels belong. Check that the two files are not swapped."
    ),
    "wrong_dimensions": errors.tr(
        "The images in {file} are {found} pixels; this program needs {expected}. Choose another data set."
    ),
    "no_images": errors.tr("{file} holds no images at all. Choose another data set."),
    "no_labels": errors.tr("{file} holds no labels at all. Choose another data set."),
    "truncated": errors.tr(
        "{file} is cut short: its header promises {expected} bytes of data, but it holds {found}. "
        "Copy or download it again."
    ),
    "trailing_bytes": errors.tr(
        "{file} holds more than the {expected} bytes of data that its header promises. Copy or download it again."
    ),
    "too_large": errors.tr(
        "{file} promises {found} bytes of data; this program takes at most {expected}. Choose a smaller set."
    ),
    "label_range": errors.tr("{file} has the label {found}; labels must be 0 to {expected}. Choose another data set."),
    "count_mismatch": errors.tr(
        "{images} holds {image_count} images, but {labels} holds {label_count} labels. Use files that belong together."
    ),
    "wrong_array": errors.tr("{field} must be {expected}, but {found} was given."),
    "no_data": errors.tr("No images are loaded yet. Open a folder with the four MNIST files first."),
    # settings
    "out_of_range": errors.tr("{field} must be {low} to {high}, but {given} was given."),
    "out_of_range_why": errors.tr("{field} must be {low} to {high}, but {given} was given. {why}"),
    "numerical_with_dropout": errors.tr(
        "Dropout silences other units in each loss, so a numerical gradient would compare different networks. "
        "Set dropout to 0, or the gradient to backprop."
    ),
    "numerical_of_large_batch": errors.tr(
        "A numerical gradient of {images} images would take about {seconds} s for each step. Set the gradient to "
        "backprop, or the mini-batch to {most} images or fewer."
    ),
    "normalization_of_large_batch": errors.tr(
        "Batch normalisation takes the means of a whole mini-batch at once, so that can have at most {most} images. "
        "Set the mini-batch or the training images to {most} or fewer."
    ),
    "validation_leaves_none": errors.tr(
        "{validation} of {images} training images kept for validation leave none to learn from. Keep fewer apart."
    ),
    "not_a_whole_number": errors.tr("{field} must be a whole number from {low} to {high}, but {given} was given."),
    "not_a_number": errors.tr("{field} must be {low} to {high}, but “{given}” is no number."),
    "ambiguous_number": errors.tr(
        "{field} could be {one} or {other}, where “{given}” was given. "
        "Give one of them without a sign at the thousands."
    ),
    "not_a_choice": errors.tr("{field} must be one of {choices}, but {given} was given."),
    "batch_larger_than_data": errors.tr(
        "With a fresh shuffle each epoch the mini-batch can be at most the {images} training images, "
        "but {given} was given."
    ),
    "option_twice": errors.tr("{option} is given twice. Give it once."),
    "option_without_effect": errors.tr("{option} has no effect on “{command}”. Leave it out."),
    "setting_without_effect": errors.tr("{option} has an effect only with {needed}. Leave it out, or add that."),
    "option_empty": errors.tr("{option} needs a value. Give one, or leave it out."),
    "argument_empty": errors.tr("{name} is empty. Give it a value."),
    "option_needs_name": errors.tr("{option} goes with an experiment. Name one, such as {example}."),
    "fixed_by_recipe": errors.tr("{option} is fixed by the recipe. Leave it out, or --recipe."),
    "needs_recipe": errors.tr("{option} goes with a recipe only. Leave it out, or add --recipe best."),
    "too_few_images": errors.tr(
        "The settings ask for {wanted} training images, but there are {images}. Ask for {images} or fewer."
    ),
    # experiments
    "card_unknown": errors.tr(
        "There is no experiment {name}. The nearest is {near}. mnistlab experiment "
        "lists all; a file of your own ends in .toml."
    ),
    "card_not_readable": errors.tr("{file} cannot be read: {reason}. Check that it is there and that you may read it."),
    "card_not_toml": errors.tr("{file} is not a file of an experiment (TOML): {reason}. Mend that place."),
    "card_too_large": errors.tr("{file} has more than {most} bytes, which no experiment needs. Choose another file."),
    "card_entry": errors.tr("{file}, line {line}: {name} cannot be {found}. Expected is {expected}. Mend that line."),
    "card_no_entry": errors.tr("{file}, line {line}: there is no entry {name} here. Expected is {expected}."),
    "card_two": errors.tr(
        "{file}, line {line}: {name} stands beside {other}, and an experiment has one of the two. Delete one of them."
    ),
    "card_missing": errors.tr("{file}, line {line}: the entry {name} is missing. Write {name} = {expected}."),
    "card_setting": errors.tr("{file}, line {line}: {why} Mend that line."),
    "card_many_runs": errors.tr(
        "These are {runs} runs, which take about {duration} here. Add --yes to begin them all the same."
    ),
    "sweep_setting": errors.tr("There is no setting {given} to go through. There are {known}."),
    "sweep_values": errors.tr(
        "{given} is nothing that {name} can go through. Write a list such as 0.01, 0.1, 1, or a range such as "
        "0.001..1 / 7, 0..1 lin 5, 0.001..1 random 20 or 0..1 even 20."
    ),
    "sweep_ambiguous": errors.tr("“{given}” could be one value or several. Write {one}, or with semicolons {several}."),
    "sweep_count": errors.tr("A range has from 2 to {most} values, but {given} was given."),
    "sweep_one_value": errors.tr("A range from {given} to {other} has one value. Give two ends that differ."),
    "sweep_factors": errors.tr(
        "A range by factors cannot begin at {given}. Begin above 0, or go evenly: 0..1 lin 5, 0..1 even 20."
    ),
    "sweep_axes": errors.tr("A sweep goes through one setting or through {most} different ones."),
    "sweep_no_runs": errors.tr("{name} trains nothing, so that no setting of it can be varied. Choose another."),
    "sweep_mixed": errors.tr("Either all settings of a sweep are drawn at random, or none is."),
    "card_failed": errors.tr("{name} could not be done to its end: {reason}. What was done of it stays."),
    "card_option": errors.tr("{option} must be a whole number from 1 to {most}, but {given} was given."),
    # lessons
    "lesson_unknown": errors.tr(
        "There is no lesson {name}. The nearest is {near}. mnistlab lesson "
        "lists all; one of your own is a folder or a zip."
    ),
    "lesson_not_readable": errors.tr(
        "{file} cannot be read: {reason}. Check that it is there and that you may read it."
    ),
    "lesson_no_description": errors.tr("{folder} has no {file}. A lesson is a folder or a zip with that file in it."),
    "lesson_no_text": errors.tr(
        "{folder} has no {file}. A lesson has its words in that file, a section for each step."
    ),
    "lesson_too_large": errors.tr("{file} holds more than {most} MB. Take out what a lesson does not need."),
    "lesson_outside": errors.tr("{file} reaches outside itself with {name}. Pack the folder of the lesson anew."),
    "lesson_link": errors.tr("{file} is a link that leads out of the lesson. Put the file itself in its place."),
    "lesson_not_zip": errors.tr("{file} is no zip, or a damaged one. Pack the folder of the lesson anew."),
    "lesson_not_toml": errors.tr("{file} is not in the form of TOML: {reason}. Mend that place."),
    "lesson_many_pictures": errors.tr("{file} has {found} pictures, and at most {most} are taken. Take some out."),
    "lesson_line": errors.tr("{file}, line {line}: {why}"),
    "open_unknown": errors.tr(
        "{file} is of no kind that mnistlab opens: a lesson, an experiment (.toml), reports (.html), runs (.mnistlab), "
        "weights (.npz), losses or accuracies (.csv, .txt, .npy), an image, or a folder with the four MNIST files. "
        "Choose another file."
    ),
    "open_missing": errors.tr("There is no file or folder {file}. Check its name, and the folder it is in."),
    "lesson_there": errors.tr("{folder} is already there, and nothing is written over it. Name another folder."),
    "reports_left_out": errors.tr("These are no reports of learners, and are left out: {files}."),
    "report_none": errors.tr("{file} is no report of a learner. Choose files that mnistlab has written as reports."),
    # weights
    "weights_not_readable": errors.tr(
        "{file} is not a weights file (.npz with W1, b1, W2, b2, or .safetensors): {reason}. Choose one that mnistlab "
        "saved, or one of your own: numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2)."
    ),
    "weights_pickle": errors.tr(
        "{file} is a pickle, which is not opened, because it could run any program. Where you trust it, these three "
        "lines make a file of weights of it:\n"
        "import numpy, pickle\n"
        "params = pickle.load(open({name}, 'rb'))\n"
        "numpy.savez('weights.npz', W1=params['W1'], b1=params['b1'], W2=params['W2'], b2=params['b2'])\n"
        "Then open weights.npz."
    ),
    "weights_torch": errors.tr(
        "{file} is a pickle of PyTorch, which is not opened, because it could run any program. Where PyTorch is "
        "installed, these lines make a file of weights of it; put in sigmoid, relu or tanh, as its hidden layer has "
        "it:\n"
        "import torch, safetensors.torch\n"
        "params = torch.load({name}, weights_only=True)\n"
        "safetensors.torch.save_file(params, 'weights.safetensors', {{'activation': 'relu'}})\n"
        "Then open weights.safetensors."
    ),
    "weights_keras": errors.tr(
        "{file} is of the kind HDF5 or Keras, which is not opened here. Where Keras is installed, these lines make a "
        "file of weights of it; put in sigmoid, relu or tanh, as its hidden layer has it:\n"
        "import keras, numpy\n"
        "W1, b1, W2, b2 = keras.models.load_model({name}).get_weights()\n"
        "numpy.savez('weights.npz', W1=W1, b1=b1, W2=W2, b2=b2, activation='relu')\n"
        "Then open weights.npz."
    ),
    "weights_sklearn": errors.tr(
        "{file} is a pickle of scikit-learn, which is not opened, because it could run any program. Where you trust "
        "it, these lines make a file of weights of an MLPClassifier:\n"
        "import joblib, numpy\n"
        "net = joblib.load({name})\n"
        "(W1, W2), (b1, b2), kind = net.coefs_, net.intercepts_, net.activation.replace('logistic', 'sigmoid')\n"
        "numpy.savez('weights.npz', W1=W1, b1=b1, W2=W2, b2=b2, activation=kind)\n"
        "Then open weights.npz."
    ),
    "weights_nielsen": errors.tr(
        "{file} is a network of Nielsen’s program network2.py, which is not opened here. These lines make a file of "
        "weights of one with two layers:\n"
        "import json, numpy\n"
        "net = json.load(open({name}))\n"
        "(W1, W2), (b1, b2) = map(numpy.transpose, net['weights']), map(numpy.ravel, net['biases'])\n"
        "numpy.savez('weights.npz', W1=W1, b1=b1, W2=W2, b2=b2)\n"
        "Then open weights.npz."
    ),
    "weights_missing": errors.tr(
        "{file} has no {name}. A weights file holds W1, b1, W2 and b2, as written by "
        "numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2)."
    ),
    "weights_shape": errors.tr(
        "{name} in {file} has the shape {found}, but this network needs {expected}. "
        "Choose weights of a 784-H-10 network."
    ),
    "weights_not_finite": errors.tr(
        "{name} in {file} has values that are not numbers, or too large. Choose weights of a run that did not diverge."
    ),
    "weights_other_network": errors.tr(
        "{file} holds the weights of a network with {found}; only those of one with a sigmoid fit here. "
        "Choose other weights."
    ),
    "weights_no_hidden_layer": errors.tr(
        "{file} holds the weights of a network without a hidden layer; this one has one. Choose other weights."
    ),
    "weights_activation": errors.tr(
        "{file} names the activation {found}; known are {expected}. Choose weights that were saved here."
    ),
    "not_writable": errors.tr("{file} cannot be written: {reason}. Choose another folder or file name."),
    "save_in_folder": errors.tr("{file} names a folder, not a file. Name a file in it, such as {example}."),
    "export_with_mistake": errors.tr(
        "This run has had a mistake in its gradient, and a program without it would not repeat the run. "
        "Switch the mistake off and rewind; then the run can be exported."
    ),
    # samples
    "samples_damaged": errors.tr(
        "Your digits in {file} cannot be read: {reason}. The file is kept as {aside}, and a new collection begins."
    ),
    "samples_stuck": errors.tr(
        "Your digits in {file} cannot be read: {reason}. The file is left as it is, and what you draw now is kept "
        "elsewhere. Move the file away, and start mnistlab again."
    ),
    "samples_full": errors.tr(
        "{expected} digits of yours are collected: there is no room for more. Export them, or delete some."
    ),
    "samples_too_few": errors.tr(
        "There are {found} digits of yours, and a data set needs at least {expected}: one to train on and one to test "
        "with. Draw some more first."
    ),
    "export_exists": errors.tr("{file} is already there, and nothing is written over it. Choose an empty folder."),
    # runs
    "library_moved": errors.tr(
        "{file} was moved, replaced or damaged in the meantime. Nothing was changed in it; do it once more."
    ),
    "library_newer": errors.tr(
        "{file} was written by a newer mnistlab, and is left as it is. Runs, digits and answers are kept only until "
        "the program ends. Update this program, or open the file with that version."
    ),
    "library_damaged": errors.tr(
        "{file} cannot be read: {reason}. The file is kept as {aside}; {found} of its runs could be read, "
        "and are in a new library."
    ),
    "library_stuck": errors.tr(
        "The runs in {file} cannot be read: {reason}. The file is left as it is, and runs are kept only until the "
        "program ends. Move the file away, and start mnistlab again."
    ),
    "library_not_written": errors.tr(
        "{file} cannot be written: {reason}. Runs, digits and answers are kept only until the program ends. "
        "Make room on the disk, and check that you may write there."
    ),
    "library_not_read": errors.tr(
        "{file} cannot be read now: {reason}. Start mnistlab again, which keeps what can still be read."
    ),
    "runs_not_readable": errors.tr(
        "{file} is not a file of runs (.mnistlab): {reason}. Choose a file that mnistlab saved."
    ),
    "runs_newer": errors.tr(
        "{file} was written by a newer mnistlab, and is left as it is. Open it with that version, or update this one."
    ),
    "runs_too_many": errors.tr(
        "{file} holds {found} runs; at most {expected} can be opened. Save fewer into one file."
    ),
    "save_given_up": errors.tr(
        "{file} was not written, because it took too long after the window was closed. Save again, and close "
        "the window only when it is said to be saved."
    ),
    "runs_left_out": errors.tr("Runs in {file} that are damaged and cannot be read: {left} of {found}."),
    "runs_unreadable": errors.tr("All runs in {file} ({found}) are damaged and cannot be read. Choose another file."),
    "runs_none": errors.tr("{file} holds no runs. Choose another file."),
    "run_missing": errors.tr("There is no run named {name}. The command “mnistlab runs” lists those that are kept."),
    "run_ambiguous": errors.tr("{found} runs are named {name}. Say which by its key, which “mnistlab runs” lists."),
    "run_goes_on": errors.tr(
        "{name} goes on in another window or program. Stop it there, and delete it half a minute later."
    ),
    "run_damaged": errors.tr(
        "What is kept of the run {name} is damaged, and it cannot be opened. No other run is touched."
    ),
    "run_data_gone": errors.tr(
        "The run {name} learned from {data} in {folder}, which is no longer there, or has changed. "
        "Put its four files back, or open the folder where they are now, and try again."
    ),
    "resume_fixed": errors.tr("{option} is fixed by the run that goes on. Leave it out, or begin a new run."),
    "run_which": errors.tr("{file} holds several runs: {names}. Say which, such as {example}."),
    "fixed_by_weights": errors.tr("{option} is fixed by the weights in the file. Leave it out, or --weights."),
    "export_over_library": errors.tr("{file} is the library itself. Choose another file."),
    "run_complete": errors.tr(
        "The run {name} has done all of its {iterations} iterations. Ask for more, such as --iterations {more}."
    ),
    "repeat_failed": errors.tr(
        "The other seeds could not be done to the end: {reason}. What is done of them stays; ask for them once more."
    ),
    # numbers from elsewhere
    "series_not_readable": errors.tr(
        "{file} cannot be read: {reason}. Choose a table (.csv or .txt) or an array (.npy or .npz) of numbers."
    ),
    "series_empty": errors.tr(
        "{file} holds no numbers. Expected is a number a line, or a table with a column of them."
    ),
    "series_ambiguous": errors.tr(
        "{file}, line {line}, column {column}: “{found}” could be {one} or {other}. "
        "Write it without a sign at the thousands."
    ),
    "series_not_number": errors.tr(
        "{file}, line {line}, column {column}: “{found}” is no number. Write a number there, or take the line out."
    ),
    "series_ragged": errors.tr(
        "{file}, line {line} has {found} columns, where {expected} are expected as in the lines before. Mend that line."
    ),
    "series_many_columns": errors.tr(
        "{file} has {found} columns; at most {most} can be read. Leave in it what you want to see."
    ),
    "series_many_numbers": errors.tr("{file} has more than {most} numbers. Leave in it what you want to see."),
    "series_too_long": errors.tr("{file} has a series of more than {most} numbers. Leave out some of them."),
    "series_too_large": errors.tr("{file} is larger than {most} bytes. Leave in it what you want to see."),
    "series_no_list": errors.tr(
        "{name} in {file} is {found}; expected is a list of numbers. Save one by numpy.save(file, losses)."
    ),
    # pictures
    "picture_missing": errors.tr("There is no file {file}. Check its name, or open another image."),
    "picture_folder": errors.tr("{file} is a folder or a device, not an image. Open an image file."),
    "picture_no_bytes": errors.tr("{file} is empty: it has no bytes at all. Save or copy it again."),
    "picture_no_image": errors.tr("{file} is no image that can be read here. Open a PNG, JPEG, BMP, GIF or WebP file."),
    "picture_other": errors.tr(
        "{file} has the format {found}, which is not read here. Save it as PNG or JPEG, and open that."
    ),
    "picture_broken": errors.tr(
        "{file} is damaged or cut short: {reason}. Save or copy it again, or open another image."
    ),
    "picture_too_large": errors.tr(
        "{file} is {width} × {height} pixels, {found} million in all; at most {most} million can be opened. "
        "Make it smaller, or cut out the digit, and open that."
    ),
    "picture_file_too_large": errors.tr(
        "{file} has {found} MB, and images of up to {most} MB are read. Make it smaller, and open it again."
    ),
    "picture_too_small": errors.tr(
        "{file} is {width} × {height} pixels: too small or too narrow to show a digit. Open another image."
    ),
    "picture_empty": errors.tr(
        "{file} shows no digit: it is blank, or its ink is too faint to tell from the paper. "
        "Open an image with dark ink on light paper, or light on dark."
    ),
    "picture_lines": errors.tr(
        "{file} has lines on the paper that are as dark as the digit, so they cannot be told from it. "
        "Write on blank paper, or with a thicker pen."
    ),
    "picture_several": errors.tr("These are {count} files, and the canvas takes one image. Bring them one at a time."),
    "picture_address": errors.tr(
        "{file} is an address, not a file, and mnistlab fetches nothing. Save the image to a file, and open that."
    ),
    "clipboard_empty": errors.tr(
        "There is no image on the clipboard. Copy an image, or an image file, and paste again."
    ),
    # window
    "no_screen": errors.tr(
        "There is no screen to open a window on. Start mnistlab on a desktop, or train without a window: mnistlab train"
    ),
    "qt_library_missing": errors.tr(
        "The window needs a system library that is not installed ({reason}). On Debian or Ubuntu: "
        "sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libegl1 libgl1"
    ),
    "window_failed": errors.tr("The window cannot be opened: {reason}."),
    # command line
    "memory_out": errors.tr(
        "There is not enough memory. Close other programs, or ask for less, such as fewer hidden units or a smaller "
        "mini-batch."
    ),
    "output_not_written": errors.tr(
        "The output could not be written: {reason}. The training is done all the same. Send the output elsewhere."
    ),
    "list_not_written": errors.tr("The output could not be written: {reason}. Send it elsewhere."),
    # training
    "phase_order": errors.tr(
        "The steps go in order: mini-batch, gradient, update. What comes next is {expected}, not {found}."
    ),
    "diverged": errors.tr(
        "The run stopped at iteration {iteration}: its smoothed loss has grown from {first} to {loss} and does not "
        "fall. The learning rate {learning_rate} is too large for this network: its steps went past the valley that "
        "they aimed for. Try a smaller one, such as {smaller}."
    ),
    "diverged_not_finite": errors.tr(
        "The run stopped at iteration {iteration}: the loss of its mini-batch is not a number. The learning rate "
        "{learning_rate} is too large for this network: its weights have grown beyond all bounds. "
        "Try a smaller one, such as {smaller}."
    ),
    "diverged_mistake": errors.tr(
        "The run stopped at iteration {iteration}: its smoothed loss went from {first} to {loss}. The gradient is "
        "computed with a mistake in it, which is the likely cause. Switch the mistake off."
    ),
    "diverged_momentum": errors.tr(
        "The run stopped at iteration {iteration}: its loss went from {first} to {loss}. With a momentum of {momentum} "
        "nothing slows the velocity down, whatever the learning rate. Begin again with a smaller one, such as 0.9."
    ),
    "diverged_weights": errors.tr(
        "The run stopped at iteration {iteration}: its loss is {loss}. The weights that it began with are too large to "
        "compute with. Begin with new weights, or open others."
    ),
}
